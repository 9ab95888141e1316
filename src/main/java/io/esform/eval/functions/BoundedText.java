package io.esform.eval.functions;

/// A text buffer with the size limit of an expression: a call that appends more fails.
final class BoundedText {

  private final StringBuilder text = new StringBuilder();
  private final Size size = Size.ofResult();

  BoundedText append(CharSequence more) {
    return append(more, 0, more.length());
  }

  BoundedText append(CharSequence more, int start, int end) {
    size.require(Size.bytes(more, start, end));
    text.append(more, start, end);
    return this;
  }

  BoundedText append(char unit) {
    size.require(1);
    text.append(unit);
    return this;
  }

  BoundedText repeat(char unit, int count) {
    size.require(count);
    text.repeat(unit, count);
    return this;
  }

  int length() {
    return text.length();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
