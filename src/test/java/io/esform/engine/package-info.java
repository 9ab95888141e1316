/// Properties that planning and applying have together, on random configurations, changes and
/// failures.
@NullMarked
package io.esform.engine;

import org.jspecify.annotations.NullMarked;
