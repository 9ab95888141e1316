package io.esform.eval.functions;

/// A text that counts each read of a character, so that a search in it ends when the steps of the
/// expression are used up.
final class MeteredText implements CharSequence {

  private final String text;
  private final long cost;
  private final CallArguments arguments;

  /// @param cost of one read, in steps
  MeteredText(String text, long cost, CallArguments arguments) {
    this.text = text;
    this.cost = cost;
    this.arguments = arguments;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    arguments.spend(cost);
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
