/// An external emulator of AWS, with a proxy in front of it that records calls; and fakes of the
/// services that a booting instance calls.
@NullMarked
package io.esform.testing.aws;

import org.jspecify.annotations.NullMarked;
