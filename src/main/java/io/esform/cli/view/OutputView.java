package io.esform.cli.view;

import io.esform.cli.view.ValueDiff.LongTexts;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.StringValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Shows root outputs as text.
public final class OutputView {

  /// Two columns left of the screen, because the text of a line starts two columns later.
  private static final int ENTRY = -2;

  private final ViewStyle style;

  public OutputView(ViewStyle style) {
    this.style = style;
  }

  /// `name = value` for each output, in configuration syntax. Of a text with several lines, shows
  /// only the first. A sensitive output is shown as `(sensitive)`.
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

  /// One whole value.
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

  /// The text of a string, number or boolean without quotes or line feed, even if it is sensitive:
  /// the user has requested it by name. Null for all other values.
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
