package io.esform.cli.view;

import io.esform.cli.view.ValueDiff.LongTexts;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.StringValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Root outputs for people.
public final class OutputView {

  /// Two columns to the left of the screen, because a line's text stands two columns further.
  private static final int ENTRY = -2;

  private final ViewStyle style;

  public OutputView(ViewStyle style) {
    this.style = style;
  }

  /// `name = value` for each, a text of several lines by its first, as a configuration would write
  /// it; sensitive ones as `(sensitive)`.
  public String render(Map<String, Value> outputs) {
    int longest = ValueDiff.longestName(outputs.keySet());
    var text = new StringBuilder();
    outputs.forEach((name, value) ->
        text.append(
            lines(
                ValueDiff.label(name, longest),
                value,
                new LongTexts.FirstLine("esform output " + Text.printable(name)))));
    return text.toString();
  }

  /// One value alone, whole.
  public String render(Value value) {
    return lines("", value, LongTexts.WHOLE);
  }

  private String lines(String label, Value value, LongTexts longTexts) {
    var diff = new ValueDiff(style.width(), longTexts);
    diff.whole(ENTRY, Mark.NONE, label, value, "");
    var text = new StringBuilder();
    for (Line line : diff.lines()) {
      text.append(" ".repeat(line.column() + 2)).append(line.text()).append('\n');
    }
    return text.toString();
  }

  /// The text of a string, number or boolean as it is, without quotes or line feed, sensitive or
  /// not: what a script asks for by name. Null for every other kind of value.
  public static @Nullable String raw(Value value) {
    return switch (value.unmarked()) {
      case StringValue(var text) -> text;
      case NumberValue number -> number.display();
      case BoolValue(var truth) -> Boolean.toString(truth);
      case Value.ListValue _,
          Value.SetValue _,
          Value.TupleValue _,
          Value.MapValue _,
          Value.ObjectValue _,
          Value.NullValue _,
          Value.UnknownValue _,
          Value.SensitiveValue _ ->
          null;
    };
  }
}
