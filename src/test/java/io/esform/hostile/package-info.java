/// Hostile input: configurations, states, journals, plan files and function arguments that nobody
/// would write, made of random parts and of valid files that were damaged.
@NullMarked
package io.esform.hostile;

import org.jspecify.annotations.NullMarked;
