package io.esform.cli.view;

import org.jspecify.annotations.Nullable;

/// What the symbol before a line of a plan says of it.
enum Mark {
  /// Context: nothing happens to it.
  NONE(" ", null),
  ADD("+", Paint.GREEN),
  REMOVE("-", Paint.RED),
  CHANGE("~", Paint.YELLOW),
  REPLACE("-/+", Paint.RED),
  CREATE_FIRST("+/-", Paint.RED),
  READ("<=", Paint.CYAN),
  FORGET(".", Paint.YELLOW),
  /// A remark of esform's own: no symbol, pale.
  HINT(" ", Paint.FAINT),
  /// Lines of a unified diff, whose first character is their symbol: painted whole.
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
