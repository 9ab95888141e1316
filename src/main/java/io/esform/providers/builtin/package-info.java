/// The provider `builtin`: objects that exist only in the state, such as passwords, keys and
/// certificates.
///
/// One file per resource type. Uses no network and no file; randomness and the clock are
/// constructor arguments.
@NullMarked
package io.esform.providers.builtin;

import org.jspecify.annotations.NullMarked;
