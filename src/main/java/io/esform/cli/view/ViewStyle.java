package io.esform.cli.view;

/// The properties of the terminal or file that receives a view.
///
/// @param width in columns; at least 40 are used
/// @param coloured whether colour escape sequences are supported
public record ViewStyle(int width, boolean coloured) {

  private static final int NARROWEST = 40;

  public ViewStyle {
    width = Math.max(NARROWEST, width);
  }

  public static ViewStyle plain(int width) {
    return new ViewStyle(width, false);
  }

  String paint(Paint paint, String text) {
    return coloured && !text.isEmpty() ? paint.on(text) : text;
  }
}
