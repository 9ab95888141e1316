/// Reads text into the syntax tree: token reader, generated parser, tree builders.
///
/// The only package that uses ANTLR: generated contexts and tokens never leave it. Errors in the
/// source become diagnostics; invalid input never throws. The grammar is in `grammar/`.
@NullMarked
package io.esform.lang.parser;

import org.jspecify.annotations.NullMarked;
