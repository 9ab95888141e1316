/// Applying: runs the steps of a plan through providers, in parallel where possible, and saves the
/// state as it proceeds.
///
/// The plan decides the actions. This package decides the steps, their order, and the effect of
/// failures. The display belongs to `cli.view`.
@NullMarked
package io.esform.apply;

import org.jspecify.annotations.NullMarked;
