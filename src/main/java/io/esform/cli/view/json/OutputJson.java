package io.esform.cli.view.json;

import io.esform.value.Description;
import io.esform.value.Marks;
import io.esform.value.Value;
import java.util.Map;

/// Root outputs as JSON.
public final class OutputJson {

  private OutputJson() {}

  /// An object of `{"sensitive", "type", "value"}` by name; the value of a sensitive output is
  /// null.
  public static String render(Map<String, Value> outputs) {
    return JsonDocument.document(json ->
        outputs.forEach((name, value) -> json.objectMember(name, _ -> members(json, value))));
  }

  static void members(JsonDocument json, Value value) {
    json.member("sensitive", value.isSensitive());
    json.member("type", Description.type(value));
    json.member("value", _ -> ValueJson.write(json, value));
  }

  /// One value, also if it is sensitive: the user has requested it by name.
  public static String value(Value value) {
    return JsonDocument.value(json -> ValueJson.write(json, Marks.strip(value)));
  }
}
