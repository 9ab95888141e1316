package io.esform.cli.backendfile;

import io.esform.cli.backendfile.BackendFile.Destination;
import io.esform.cli.backendfile.BackendFile.Settings;
import io.esform.diag.EsformBug;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.NullValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SensitiveValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.TupleValue;
import io.esform.value.Value.UnknownValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes and reads `.esform/backend.json`: `format`, `type`, `arguments`, `secrets`, `given`,
/// `block` and, during a migration, `moving` with the settings of the destination.
public final class BackendFileJson {

  private static final String FORMAT = "esform backend 1";

  private BackendFileJson() {}

  /// The text is not such a file.
  public static final class NotABackendFile extends Exception {
    private static final long serialVersionUID = 1L;

    NotABackendFile(String message) {
      super(message);
    }
  }

  /// The text; ends with a line feed.
  public static String write(BackendFile file) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("format", FORMAT);
    writeSettings(root, file.used());
    writeStrings(root.putArray("given"), file.given());
    root.put("block", file.block());
    Destination moving = file.moving();
    if (moving != null) {
      ObjectNode destination = root.putObject("moving");
      writeSettings(destination, moving.settings());
      writeStrings(destination.putArray("given"), moving.given());
      writeStrings(destination.putArray("workspaces"), moving.workspaces());
    }
    return root.toPrettyString() + "\n";
  }

  /// The SHA-256 of the type and the arguments of a block, without its sensitive ones: a digest of
  /// a short secret would reveal it.
  public static String digest(Settings block) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("type", block.type());
    root.set("arguments", object(block.arguments()));
    byte[] text = JsonMapper.shared().writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException missing) {
      throw new EsformBug("This Java has no SHA-256.", missing);
    }
  }

  private static void writeSettings(ObjectNode node, Settings settings) {
    node.put("type", settings.type());
    node.set("arguments", object(settings.arguments()));
    writeStrings(node.putArray("secrets"), settings.secrets());
  }

  private static void writeStrings(ArrayNode array, Collection<String> texts) {
    texts.forEach(array::add);
  }

  private static ObjectNode object(Map<String, Value> values) {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    values.forEach((name, value) -> node.set(name, node(value)));
    return node;
  }

  private static ArrayNode array(List<Value> values) {
    ArrayNode node = JsonMapper.shared().createArrayNode();
    values.forEach(value -> node.add(node(value)));
    return node;
  }

  private static JsonNode node(Value value) {
    return switch (value) {
      case StringValue(var text) -> JsonMapper.shared().getNodeFactory().stringNode(text);
      case NumberValue(var number) -> JsonMapper.shared().getNodeFactory().numberNode(number);
      case BoolValue(var truth) -> JsonMapper.shared().getNodeFactory().booleanNode(truth);
      case NullValue _ -> JsonMapper.shared().getNodeFactory().nullNode();
      case ListValue(_, var elements) -> array(elements);
      case SetValue(_, var elements) -> array(elements);
      case TupleValue(var elements) -> array(elements);
      case MapValue(_, var elements) -> object(elements);
      case ObjectValue(var attributes) -> object(attributes);
      case UnknownValue _, SensitiveValue _ ->
          throw new EsformBug("An argument of a backend is unknown or sensitive.");
    };
  }

  /// @return the arguments have the types of JSON: a list is a tuple, a map an object
  /// @throws NotABackendFile with a clause about the fault
  public static BackendFile read(String text) throws NotABackendFile {
    try {
      JsonNode root = JsonMapper.shared().readTree(text);
      if (!FORMAT.equals(root.path("format").asString(""))) {
        throw new NotABackendFile("another version of esform wrote it, or it is damaged");
      }
      JsonNode moving = root.path("moving");
      return new BackendFile(
          settings(root),
          new TreeSet<>(strings(root, "given")),
          string(root, "block"),
          moving.isMissingNode()
              ? null
              : new Destination(
                  settings(moving),
                  new TreeSet<>(strings(moving, "given")),
                  strings(moving, "workspaces")));
    } catch (JacksonException _) {
      throw new NotABackendFile("it is not JSON");
    }
  }

  private static Settings settings(JsonNode node) throws NotABackendFile {
    SortedMap<String, Value> arguments = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : member(node, "arguments").properties()) {
      arguments.put(entry.getKey(), value(entry.getValue()));
    }
    return new Settings(string(node, "type"), arguments, new TreeSet<>(strings(node, "secrets")));
  }

  private static Value value(JsonNode node) throws NotABackendFile {
    if (node.isString()) {
      return Value.of(node.asString());
    }
    if (node.isBoolean()) {
      return Value.of(node.asBoolean());
    }
    if (node.isNumber() && !NumberValue.isTooLong(node.decimalValue())) {
      return new NumberValue(node.decimalValue());
    }
    if (node.isNull()) {
      return Value.nullOf(Types.ANY);
    }
    if (node.isArray()) {
      var elements = new ArrayList<Value>();
      for (JsonNode element : node) {
        elements.add(value(element));
      }
      return new TupleValue(elements);
    }
    if (node.isObject()) {
      var attributes = new TreeMap<String, Value>();
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        attributes.put(entry.getKey(), value(entry.getValue()));
      }
      return Value.objectOf(attributes);
    }
    throw new NotABackendFile("it has an invalid argument");
  }

  private static JsonNode member(JsonNode node, String name) throws NotABackendFile {
    if (!node.has(name)) {
      throw new NotABackendFile("it has no \"" + name + "\"");
    }
    return node.path(name);
  }

  private static String string(JsonNode node, String name) throws NotABackendFile {
    JsonNode found = member(node, name);
    if (!found.isString()) {
      throw new NotABackendFile("\"" + name + "\" is not a string");
    }
    return found.asString();
  }

  private static List<String> strings(JsonNode node, String name) throws NotABackendFile {
    var texts = new ArrayList<String>();
    for (JsonNode element : member(node, name)) {
      if (!element.isString()) {
        throw new NotABackendFile("\"" + name + "\" contains something else than strings");
      }
      texts.add(element.asString());
    }
    return texts;
  }
}
