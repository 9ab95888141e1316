/// Values and their types, as used in expressions, by providers and in the state.
///
/// A leaf over `diag`: no I/O, no clock, no syntax. Every value has a type, even if it is unknown.
@NullMarked
package io.esform.value;

import org.jspecify.annotations.NullMarked;
