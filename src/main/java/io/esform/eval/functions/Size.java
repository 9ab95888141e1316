package io.esform.eval.functions;

import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SensitiveValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.TupleValue;
import java.util.Collection;
import java.util.Map;

/// Counts the size of a result while it is produced, and checks it against the limits.
///
/// A character counts as one byte, or as two in a text with characters beyond Latin-1, and every
/// value as 64 bytes more. That is about their size in memory. A value that occurs twice counts
/// twice, because a traversal of the result visits it twice.
public final class Size {

  private static final int PER_VALUE = 64;

  /// The number of bytes that are hashed in one step.
  private static final int BYTES_PER_STEP = 16;

  /// The limit that a result exceeds.
  public enum Excess {
    NONE(""),
    LARGE("the result is " + Limits.PRODUCED),
    DEEP(
        "the result has collections nested more than "
            + Limits.DEEPEST
            + " deep, the limit for a state"),
    DIGITS("the result is a number with more than %,d digits".formatted(NumberValue.MOST_DIGITS));

    private final String clause;

    Excess(String clause) {
      this.clause = clause;
    }

    /// A clause without capital and final stop.
    public String clause() {
      return clause;
    }
  }

  private final int depth;
  private long total;
  private Excess excess = Excess.NONE;

  private Size(int depth) {
    this.depth = depth;
  }

  /// The size of a whole result.
  public static Size ofResult() {
    return new Size(0);
  }

  /// The size of the elements of one collection.
  public static Size ofElements() {
    return new Size(1);
  }

  /// The limit that a value exceeds.
  public static Excess excess(Value value) {
    Size size = ofResult();
    size.add(value);
    return size.excess;
  }

  public Excess excess() {
    return excess;
  }

  /// The work to traverse it, in the steps of {@link Limits}.
  public long steps() {
    return total / BYTES_PER_STEP;
  }

  /// @return false if a limit is exceeded
  public boolean add(Value value) {
    add(value, depth);
    return excess == Excess.NONE;
  }

  public boolean add(String text) {
    add(bytes(text));
    return excess == Excess.NONE;
  }

  private void add(long bytes) {
    total += bytes;
    if (total > Limits.MOST_PRODUCED && excess == Excess.NONE) {
      excess = Excess.LARGE;
    }
  }

  private void add(Value value, int at) {
    add(PER_VALUE);
    if (excess != Excess.NONE) {
      return;
    }
    switch (value) {
      case StringValue(var text) -> add(bytes(text));
      case NumberValue(var number) -> addNumber(number.scale(), number.precision());
      case ListValue(_, var elements) -> addAll(elements, at + 1);
      case SetValue(_, var elements) -> addAll(elements, at + 1);
      case TupleValue(var elements) -> addAll(elements, at + 1);
      case MapValue(_, var elements) -> addEntries(elements, at + 1);
      case ObjectValue(var attributes) -> addEntries(attributes, at + 1);
      case SensitiveValue(var inner) -> add(inner, at);
      case Value.BoolValue _, Value.NullValue _, Value.UnknownValue _ -> {}
    }
  }

  private void addNumber(int scale, int digits) {
    if (Math.abs((long) scale) > NumberValue.MOST_DIGITS || digits > NumberValue.MOST_DIGITS) {
      excess = Excess.DIGITS;
    }
    add(digits / 2);
  }

  private void addAll(Collection<Value> elements, int at) {
    if (isTooDeep(at)) {
      return;
    }
    for (Value element : elements) {
      add(element, at);
      if (excess != Excess.NONE) {
        return;
      }
    }
  }

  private void addEntries(Map<String, Value> entries, int at) {
    if (isTooDeep(at)) {
      return;
    }
    for (var entry : entries.entrySet()) {
      add(bytes(entry.getKey()));
      add(entry.getValue(), at);
      if (excess != Excess.NONE) {
        return;
      }
    }
  }

  private boolean isTooDeep(int at) {
    if (at > Limits.DEEPEST) {
      excess = Excess.DEEP;
    }
    return excess != Excess.NONE;
  }

  private static long bytes(String text) {
    return bytes(text, 0, text.length());
  }

  /// The size of a part of a text.
  static long bytes(CharSequence text, int start, int end) {
    for (int index = start; index < end; index++) {
      if (text.charAt(index) > 0xff) {
        return 2L * (end - start);
      }
    }
    return (long) end - start;
  }

  /// Adds the value; throws {@link FunctionFault} if a limit is exceeded.
  void require(Value value) {
    add(value);
    check();
  }

  /// Likewise for this number of characters or bytes.
  void require(long bytes) {
    add(bytes);
    check();
  }

  /// Likewise for this number of values without content.
  void requireValues(long count) {
    require(count * PER_VALUE);
  }

  private void check() {
    if (excess != Excess.NONE) {
      throw new FunctionFault(FunctionFault.NO_ARGUMENT, excess.clause());
    }
  }
}
