/// Managed databases: RDS instances, their subnet groups and parameter groups.
@NullMarked
package io.esform.providers.aws.database;

import org.jspecify.annotations.NullMarked;
