/// Tests of what hosts report.
@NullMarked
package io.esform.es.status;

import org.jspecify.annotations.NullMarked;
