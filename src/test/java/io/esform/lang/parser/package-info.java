/// Tests of the way from text to tree and back.
@NullMarked
package io.esform.lang.parser;

import org.jspecify.annotations.NullMarked;
