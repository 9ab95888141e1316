package io.esform.cli.view;

/// What a view may assume of the place its text is shown.
///
/// @param width columns of the terminal; at least 40 are used
/// @param coloured whether escape sequences for colour may be written
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
