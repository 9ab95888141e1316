@NullMarked
package io.esform.render.sql;

import org.jspecify.annotations.NullMarked;
