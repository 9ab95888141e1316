/// Support for the tests of several packages.
@NullMarked
package io.esform.testing;

import org.jspecify.annotations.NullMarked;
