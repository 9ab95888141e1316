/// An emulator of AWS that nobody here wrote, and a proxy before it that keeps account of calls.
@NullMarked
package io.esform.testing.aws;

import org.jspecify.annotations.NullMarked;
