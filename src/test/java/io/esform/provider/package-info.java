/// Tests of the code that providers and the core share.
@NullMarked
package io.esform.provider;

import org.jspecify.annotations.NullMarked;
