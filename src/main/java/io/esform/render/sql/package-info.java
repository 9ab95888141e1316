/// SQL and settings of the database server: databases, the cluster's user and its grants.
///
/// Renders whole files in the common dialect of MySQL 5.7 and MariaDB 10.4 or later. The files
/// contain no password and drop nothing.
@NullMarked
package io.esform.render.sql;

import org.jspecify.annotations.NullMarked;
