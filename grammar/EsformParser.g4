/*
 * The syntax of the language (HCL 2 native syntax). Every decision is LL(1), so that the parser
 * consists of plain switches and needs no prediction tables.
 *
 * The tree builder checks these rules, because its messages are better:
 *  - the definitions of a body are separated by newlines, the items of an object by newlines or
 *    single commas;
 *  - a block whose body starts on the header's line contains one argument and ends on that line;
 *  - elements and arguments are separated by single commas; a trailing comma is allowed;
 *  - "%{ if }" … "%{ else }" … "%{ endif }" and "%{ for }" … "%{ endfor }" nest;
 *  - binary operators, from loosest to tightest, all left-associative:
 *      ||    &&    == !=    < <= > >=    + -    * / %
 */
parser grammar EsformParser;

options { tokenVocab = EsformLexer; }

/* Entry points. */
sourceFile: body EOF;
singleExpression: expression EOF;
templateFile: parts EOF;

/* Bodies. */
body: (definition | NEWLINE)*;

definition: name (ASSIGN expression | label* LBRACE body RBRACE);

label: name | template;

/* Expressions. */
expression: operation (QUESTION expression COLON expression)?;

operation
    : operand
        (
            (OR | AND | EQUAL | NOT_EQUAL | LESS | LESS_OR_EQUAL | GREATER | GREATER_OR_EQUAL
                | PLUS | MINUS | STAR | SLASH | PERCENT)
            operand
        )*
    ;

operand: (MINUS | NOT)* primary suffix*;

suffix
    : DOT (name | NUMBER | STAR)
    | LBRACK (STAR | expression) RBRACK
    ;

primary
    : NUMBER
    | TRUE
    | FALSE
    | NULL
    | reference
    | template
    | parenthesized
    | tuple
    | object
    | INVALID
    ;

/* A variable, or a function call. */
reference: identifier (DOUBLE_COLON name)* (LPAREN arguments? RPAREN)?;

arguments: expression (COMMA expression?)* ELLIPSIS?;

parenthesized: LPAREN expression RPAREN;

tuple: LBRACK (forHeader COLON expression forCondition? | elements?) RBRACK;

elements: expression (COMMA expression?)*;

object
    : LBRACE
        (forHeader COLON expression ARROW expression ELLIPSIS? forCondition? | objectItems)
        RBRACE
    ;

objectItems: objectItem? ((COMMA | NEWLINE) objectItem?)*;

objectItem: expression (ASSIGN | COLON) expression;

forHeader: FOR name (COMMA name)? IN expression;

forCondition: IF expression;

/* Templates. */
template
    : OPEN_QUOTE parts CLOSE_QUOTE
    | HEREDOC_START parts HEREDOC_END
    ;

parts: (TEXT | LINE_END | ESCAPED_START | interpolation | directive)*;

interpolation: INTERPOLATION_START expression (RBRACE | STRIP_RBRACE);

directive
    : DIRECTIVE_START (IF expression | ELSE | ENDIF | forHeader | ENDFOR) (RBRACE | STRIP_RBRACE)
    ;

/* Identifiers: keywords are allowed as names where this is unambiguous. */
identifier: IDENTIFIER | IN | IF | ELSE | ENDIF | ENDFOR;

name: identifier | FOR | TRUE | FALSE | NULL;
