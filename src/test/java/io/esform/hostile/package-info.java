/// Hostile input: configurations, states, journals, plan files and function arguments from random
/// parts and damaged valid files.
@NullMarked
package io.esform.hostile;

import org.jspecify.annotations.NullMarked;
