package io.esform.eval.functions;

import io.esform.value.Types;
import io.esform.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;

/// JSON and YAML, over Jackson's token streams.
final class JsonFunctions {

  /// The characters of JSON that are read in one step; the steps for one character of YAML.
  private static final int JSON_PER_STEP = 4;

  private static final int YAML_STEPS = 4;

  private JsonFunctions() {}

  static Function jsonencode() {
    return Function.of(
        "jsonencode",
        Types.STRING,
        arguments -> Value.of(Json.encode(arguments.get(0))),
        Parameter.of("value", Types.ANY).nullable());
  }

  static Function jsondecode() {
    return Function.of(
        "jsondecode",
        Types.ANY,
        arguments -> {
          arguments.spend(arguments.text(0).length() / JSON_PER_STEP);
          return decode(new JsonFactory(), "JSON", arguments.text(0));
        },
        StringFunctions.text("text"));
  }

  static Function yamlencode() {
    return Function.of(
        "yamlencode",
        Types.STRING,
        arguments -> Value.of(Yaml.encode(arguments.get(0))),
        Parameter.of("value", Types.ANY).nullable());
  }

  static Function yamldecode() {
    return Function.of(
        "yamldecode",
        Types.ANY,
        arguments -> {
          arguments.spend((long) YAML_STEPS * arguments.text(0).length());
          return arguments.text(0).isBlank()
              ? Value.nullOf(Types.ANY)
              : decode(new YAMLFactory(), "YAML", arguments.text(0));
        },
        StringFunctions.text("text"));
  }

  private static Value decode(TokenStreamFactory factory, String format, String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new FunctionFault(0, "not valid " + format + ": it contains an unpaired surrogate");
    }
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      var tokens = new DecodedTokens(parser);
      Value value = tokens.value(tokens.next());
      JsonToken more = parser.nextToken();
      if (more != null) {
        throw new FunctionFault(
            0,
            "there is more text after the first value, at line "
                + parser.currentTokenLocation().getLineNr());
      }
      return value;
    } catch (JacksonException fault) {
      throw new FunctionFault(0, "not valid " + format + ": " + reason(fault));
    }
  }

  private static String reason(JacksonException fault) {
    String reason = String.valueOf(fault.getOriginalMessage()).strip();
    int line = fault.getLocation() == null ? -1 : fault.getLocation().getLineNr();
    String plain =
        reason
            .lines()
            .filter(part -> !part.isBlank() && !part.startsWith(" "))
            .collect(Collectors.joining(" "))
            .replaceAll(" \\(start marker at .*?\\)(?=$|\\.)", "")
            .replaceAll(" in reader, line \\d+, column \\d+:", "");
    return (line > 0 ? "line " + line + ": " : "")
        + (plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain);
  }
}
