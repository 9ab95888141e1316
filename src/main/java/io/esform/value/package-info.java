/// Values and their types: what expressions give, what providers take and return, what state keeps.
///
/// A leaf over `diag`: no I/O, no clock, no syntax. Every value knows its type, also an unknown
/// one.
@NullMarked
package io.esform.value;

import org.jspecify.annotations.NullMarked;
