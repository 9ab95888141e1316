/*
 * The tokens of the language (HCL 2 native syntax).
 *
 * Modes: the default mode reads configuration and expressions, QUOTED the inside of "…", and LINES
 * the inside of a heredoc and of a template file. Every opener of a mode and every opening brace
 * pushes a mode, and its closer pops it. This distinguishes the brace that ends "${ … }" from the
 * braces of an object inside it.
 *
 * The token reader (TokenReader.java) handles three cases that need more than a regular language:
 * the line that ends a heredoc (HEREDOC_END), insignificant newlines (inside parentheses, brackets,
 * interpolations and for expressions), and missing closers.
 */
lexer grammar EsformLexer;

tokens { HEREDOC_END }

NEWLINE: '\r'? '\n';
BLANKS: [ \t\r]+ -> skip;
LINE_COMMENT: ('#' | '//') ~[\r\n]* -> skip;
BLOCK_COMMENT: '/*' .*? '*/' -> skip;

FOR: 'for';
IN: 'in';
IF: 'if';
ELSE: 'else';
ENDIF: 'endif';
ENDFOR: 'endfor';
TRUE: 'true';
FALSE: 'false';
NULL: 'null';

IDENTIFIER: [\p{ID_Start}_] [\p{ID_Continue}-]*;
NUMBER: [0-9]+ ('.' [0-9]+)? ([eE] [+-]? [0-9]+)?;

LBRACE: '{' -> pushMode(DEFAULT_MODE);
RBRACE: '}' -> popMode;
STRIP_RBRACE: '~}' -> popMode;
LBRACK: '[';
RBRACK: ']';
LPAREN: '(';
RPAREN: ')';

ASSIGN: '=';
COLON: ':';
COMMA: ',';
DOT: '.';
ELLIPSIS: '...';
ARROW: '=>';
DOUBLE_COLON: '::';
QUESTION: '?';

OR: '||';
AND: '&&';
EQUAL: '==';
NOT_EQUAL: '!=';
LESS: '<';
LESS_OR_EQUAL: '<=';
GREATER: '>';
GREATER_OR_EQUAL: '>=';
PLUS: '+';
MINUS: '-';
STAR: '*';
SLASH: '/';
PERCENT: '%';
NOT: '!';

OPEN_QUOTE: '"' -> pushMode(QUOTED);
HEREDOC_START: '<<' '-'? [\p{ID_Start}_] [\p{ID_Continue}-]* [ \t]* '\r'? '\n' -> pushMode(LINES);

/* Any other character. The token reader reports it; the parser accepts it as an expression. */
INVALID: .;

mode QUOTED;

CLOSE_QUOTE: '"' -> popMode;
QUOTED_NEWLINE: '\r'? '\n' -> type(NEWLINE);
INTERPOLATION_START: '${' '~'? -> pushMode(DEFAULT_MODE);
DIRECTIVE_START: '%{' '~'? -> pushMode(DEFAULT_MODE);
ESCAPED_START: '$${' | '%%{';
TEXT: (~["\\\r\n$%] | '\\' ~[\r\n])+;
QUOTED_SIGN: [\\\r$%] -> type(TEXT);

mode LINES;

LINE_END: '\r'? '\n';
LINES_INTERPOLATION_START: '${' '~'? -> type(INTERPOLATION_START), pushMode(DEFAULT_MODE);
LINES_DIRECTIVE_START: '%{' '~'? -> type(DIRECTIVE_START), pushMode(DEFAULT_MODE);
LINES_ESCAPED_START: ('$${' | '%%{') -> type(ESCAPED_START);
LINES_TEXT: ~[\r\n$%]+ -> type(TEXT);
LINES_SIGN: [\r$%] -> type(TEXT);
