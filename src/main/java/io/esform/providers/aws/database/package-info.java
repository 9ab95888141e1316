/// Databases that AWS runs: their subnet groups, parameter groups and instances of RDS.
@NullMarked
package io.esform.providers.aws.database;

import org.jspecify.annotations.NullMarked;
