/// Text for people: plans, states, outputs, diagnostics and progress as lines for a terminal.
///
/// Pure functions from values to text: nothing here prints, asks or knows a command. Colour is
/// added only when the style says so, and a sensitive value is never part of any text.
@NullMarked
package io.esform.cli.view;

import org.jspecify.annotations.NullMarked;
