/// Text output: plans, states, outputs, diagnostics and progress as lines for a terminal.
///
/// Pure functions from values to text: this package does not print, ask or depend on commands.
/// Colour is added only if the style allows it. Text never contains sensitive values, except an
/// output that was requested by name.
@NullMarked
package io.esform.cli.view;

import org.jspecify.annotations.NullMarked;
