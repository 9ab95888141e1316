/// SQL and settings of the database server: databases, the cluster's user and its grants.
///
/// Rendered whole, in the dialect that MySQL 5.7 and later and MariaDB 10.4 and later share. No
/// password stands here, and nothing is ever dropped.
@NullMarked
package io.esform.render.sql;

import org.jspecify.annotations.NullMarked;
