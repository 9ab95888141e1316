/// From text to the syntax tree: token reader, generated parser, tree builders.
///
/// The only door to ANTLR: generated contexts and tokens never leave this package. What a user got
/// wrong becomes a diagnostic; nothing is thrown for bad input. The grammar is in `grammar/`.
@NullMarked
package io.esform.lang.parser;

import org.jspecify.annotations.NullMarked;
