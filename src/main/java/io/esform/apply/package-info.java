/// Applying: runs the steps of a plan through providers, as many at once as may run, and saves the
/// state as it goes.
///
/// What to do is the plan's; which steps there are, what waits for what, and what becomes of the
/// rest when one fails is decided here. How it is told is `cli.view`'s.
@NullMarked
package io.esform.apply;

import org.jspecify.annotations.NullMarked;
