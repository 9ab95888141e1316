package io.esform.cli.view;

/// One line of a plan, before colouring.
///
/// @param column of the symbol; the text starts two columns later
/// @param comment shown after the text and `#`; empty for none
record Line(int column, Mark mark, String text, String comment) {

  static Line of(int column, Mark mark, String text) {
    return new Line(column, mark, text, "");
  }

  /// A remark, after `#`.
  static Line hint(int column, String text) {
    return of(column, Mark.HINT, "# " + text);
  }

  Line withComment(String added) {
    return new Line(column, mark, text, added);
  }

  /// With grey words after the text.
  Line withHint(ViewStyle style, String words) {
    return new Line(column, mark, text + "  " + style.paint(Paint.FAINT, words), comment);
  }

  String render(ViewStyle style) {
    String comment =
        this.comment.isEmpty() ? "" : "  " + style.paint(Paint.RED, "# " + this.comment);
    return (" ".repeat(column) + marked(style) + comment).stripTrailing();
  }

  private String marked(ViewStyle style) {
    Paint paint = mark.paint;
    if (mark.symbol.isEmpty()) {
      return paint == null ? text : style.paint(paint, text);
    }
    if (mark == Mark.HINT) {
      return "  " + style.paint(Paint.FAINT, text);
    }
    return (paint == null ? mark.symbol : style.paint(paint, mark.symbol)) + " " + text;
  }
}
