package io.esform.state.file;

import io.esform.address.AddressParser;
import io.esform.address.Dependency;
import io.esform.address.ProviderKey;
import io.esform.diag.Diagnostics;
import io.esform.state.InstanceState;
import io.esform.state.InstanceState.Status;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The JSON members of an instance state, the same in a state and in a journal.
final class InstanceJson {

  private static final String SCHEMA_VERSION = "schema_version";
  private static final String TOKEN = "creation_token";

  private InstanceJson() {}

  /// Adds all members except the provider.
  static void write(Json.Builder members, InstanceState instance, ValueEncoder.Seal seal)
      throws StateFault {
    if (instance.schemaVersion() != 0) {
      members.put(SCHEMA_VERSION, Json.of(instance.schemaVersion()));
    }
    var encoder = new ValueEncoder(seal);
    members.put("attributes", encoder.encode(instance.attributes(), Pointer.ROOT));
    if (!encoder.sensitive().isEmpty()) {
      members.put("sensitive", Json.texts(encoder.sensitive()));
    }
    Json types = types(instance, seal);
    if (types instanceof Json.Members(var found, _) && !found.isEmpty()) {
      members.put("types", types);
    }
    if (!instance.dependencies().isEmpty()) {
      members.put("dependencies", Json.texts(instance.dependencies()));
    }
    members
        .put("generation", Json.of(instance.generation()))
        .put("status", Json.of(nameOf(instance.status())));
    String token = instance.token();
    if (token != null) {
      members.put(TOKEN, Json.of(token));
    }
  }

  private static String nameOf(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static Json types(InstanceState instance, ValueEncoder.Seal seal) throws StateFault {
    var types = new Json.Builder();
    for (String name : instance.dynamicAttributes()) {
      Value value = instance.attributes().attributes().get(name);
      if (value != null) {
        types.put(name, type(value, Pointer.ROOT.to(name) + "#type", seal));
      }
    }
    return types.build();
  }

  /// A type can contain names of attributes inside a seal, so it is sealed if the value contains
  /// sensitive parts.
  static Json type(Value value, String place, ValueEncoder.Seal seal) throws StateFault {
    Json type = TypeJson.write(value.type());
    return value.containsSensitive()
        ? ValueEncoder.seal(JsonWriter.compact(type), place, seal)
        : type;
  }

  static InstanceState read(ObjectReader members, ProviderKey provider, ValueDecoder.Unseal unseal)
      throws StateFault {
    Map<String, Json> types = members.object("types");
    return new InstanceState(
        provider,
        attributes(members, types, unseal),
        types.keySet(),
        dependencies(members),
        members.whole("generation"),
        status(members),
        members.all().containsKey(SCHEMA_VERSION) ? members.whole(SCHEMA_VERSION) : 0,
        members.all().containsKey(TOKEN) ? members.text(TOKEN) : null);
  }

  private static ObjectValue attributes(
      ObjectReader members, Map<String, Json> types, ValueDecoder.Unseal unseal) throws StateFault {
    var decoder = new ValueDecoder(members.textSet("sensitive"), unseal);
    var attributes = new TreeMap<String, Value>();
    for (var attribute : new ObjectReader(members.required("attributes")).all().entrySet()) {
      Pointer at = Pointer.ROOT.to(attribute.getKey());
      Json typeJson = types.get(attribute.getKey());
      Type type = typeJson == null ? Types.ANY : type(typeJson, at + "#type", unseal);
      attributes.put(attribute.getKey(), decoder.decode(attribute.getValue(), type, at));
    }
    return new ObjectValue(attributes);
  }

  static Type type(Json json, String place, ValueDecoder.Unseal unseal) throws StateFault {
    return json instanceof Json.Members
        ? TypeJson.read(JsonReader.read(ValueDecoder.openedText(json, place, unseal)))
        : TypeJson.read(json);
  }

  private static List<Dependency> dependencies(ObjectReader members) throws StateFault {
    var dependencies = new ArrayList<Dependency>();
    for (Json.Text text : members.texts("dependencies")) {
      dependencies.add(valid(AddressParser.parseDependency(text.value()), text));
    }
    return dependencies;
  }

  private static Status status(ObjectReader members) throws StateFault {
    String name = members.text("status");
    for (Status status : Status.values()) {
      if (nameOf(status).equals(name)) {
        return status;
      }
    }
    throw StateFault.unexpected(
        members.required("status"), "\"ready\", \"tainted\" or \"interrupted\"");
  }

  static <T> T valid(AddressParser.ParsedAddress<T> parsed, Json where) throws StateFault {
    @Nullable T address = parsed.address();
    if (address == null) {
      Diagnostics diagnostics = parsed.diagnostics();
      throw new StateFault(
          "Unexpected content in the state", diagnostics.all().getFirst().detail(), where.offset());
    }
    return address;
  }
}
