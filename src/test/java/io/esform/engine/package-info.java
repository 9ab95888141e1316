/// Properties of plans and applies together, for random configurations, changes and failures.
@NullMarked
package io.esform.engine;

import org.jspecify.annotations.NullMarked;
