/// What the tests of several rooms share.
@NullMarked
package io.esform.testing;

import org.jspecify.annotations.NullMarked;
