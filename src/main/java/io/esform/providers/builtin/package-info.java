/// The provider `builtin`: objects that live in the state alone, such as passwords, keys and
/// certificates.
///
/// One file per resource type. Touches no network and no file; randomness and the clock come in by
/// constructor.
@NullMarked
package io.esform.providers.builtin;

import org.jspecify.annotations.NullMarked;
