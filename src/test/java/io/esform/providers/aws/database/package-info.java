@NullMarked
package io.esform.providers.aws.database;

import org.jspecify.annotations.NullMarked;
