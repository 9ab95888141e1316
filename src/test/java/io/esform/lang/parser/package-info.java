/// Tests of parsing and printing.
@NullMarked
package io.esform.lang.parser;

import org.jspecify.annotations.NullMarked;
