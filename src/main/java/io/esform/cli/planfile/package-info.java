/// Plan files: a plan kept for a later apply.
///
/// A plan follows from what it was made from, so that is what is kept: the texts that were read,
/// the variables' values and the prior state, both sealed as a state is, and the instant of the
/// plan; with the plan's JSON, to prove that the same plan comes out again.
@NullMarked
package io.esform.cli.planfile;

import org.jspecify.annotations.NullMarked;
