package io.esform.cli.view;

import org.jspecify.annotations.Nullable;

/// The symbol before a line of a plan, and its colour.
enum Mark {
  /// Context without a change.
  NONE(" ", null),
  ADD("+", Paint.GREEN),
  REMOVE("-", Paint.RED),
  CHANGE("~", Paint.YELLOW),
  REPLACE("-/+", Paint.RED),
  CREATE_FIRST("+/-", Paint.RED),
  READ("<=", Paint.CYAN),
  FORGET(".", Paint.YELLOW),
  /// A remark: no symbol, grey.
  HINT(" ", Paint.FAINT),
  /// Lines of a unified diff: their first character is the symbol, and the whole line is coloured.
  DIFF_ADD("", Paint.GREEN),
  DIFF_REMOVE("", Paint.RED),
  DIFF_HUNK("", Paint.CYAN),
  DIFF_SAME("", null);

  final String symbol;
  final @Nullable Paint paint;

  Mark(String symbol, @Nullable Paint paint) {
    this.symbol = symbol;
    this.paint = paint;
  }
}
