/// An emulator of AWS that nobody here wrote, and a proxy before it that keeps account of calls;
/// and stand-ins for what a booting instance asks.
@NullMarked
package io.esform.testing.aws;

import org.jspecify.annotations.NullMarked;
