/// The provider `builtin`: objects that exist only in the state, such as passwords, keys and
/// certificates, and the outputs of other states.
///
/// One file per type. Uses no network and no file; randomness, the clock and the other states are
/// constructor arguments.
@NullMarked
package io.esform.providers.builtin;

import org.jspecify.annotations.NullMarked;
