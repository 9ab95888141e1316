/// Tests of what providers and the core share.
@NullMarked
package io.esform.provider;

import org.jspecify.annotations.NullMarked;
