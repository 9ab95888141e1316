package io.esform.state.file;

import io.esform.address.AddressParser;
import io.esform.address.Dependency;
import io.esform.address.ProviderKey;
import io.esform.diag.Diagnostics;
import io.esform.state.FailedUpdate;
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
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The JSON members of an instance state, the same in a state and in a journal.
final class InstanceJson {

  private static final String SCHEMA_VERSION = "schema_version";
  private static final String TOKEN = "creation_token";
  private static final String ATTRIBUTES = "attributes";
  private static final String FAILED_UPDATE = "failed_update";
  private static final String ACCOUNT = "account";

  /// No attribute has this name. Ends the place of a sealed type, which is beside its value.
  static final String TYPE = "#type";

  private static final Pointer LAST_GOOD = Pointer.ROOT.to("#last_good");

  private InstanceJson() {}

  /// Adds all members except the provider.
  static void write(Json.Builder members, InstanceState instance, ValueEncoder.Seal seal)
      throws StateFault {
    if (instance.schemaVersion() != 0) {
      members.put(SCHEMA_VERSION, Json.of(instance.schemaVersion()));
    }
    Set<String> dynamic = instance.dynamicAttributes();
    writeAttributes(members, instance.attributes(), dynamic, Pointer.ROOT, seal);
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
    FailedUpdate failed = instance.failedUpdate();
    if (failed != null) {
      members.put(FAILED_UPDATE, failedUpdate(failed, dynamic, seal));
    }
  }

  private static Json failedUpdate(FailedUpdate failed, Set<String> dynamic, ValueEncoder.Seal seal)
      throws StateFault {
    var members = new Json.Builder().put(ACCOUNT, Json.of(failed.account()));
    ObjectValue lastGood = failed.lastGood();
    if (lastGood != null) {
      writeAttributes(members, lastGood, dynamic, LAST_GOOD, seal);
    }
    return members.build();
  }

  /// @param at the position of the attributes, to which sealed values are bound
  private static void writeAttributes(
      Json.Builder members,
      ObjectValue attributes,
      Set<String> dynamic,
      Pointer at,
      ValueEncoder.Seal seal)
      throws StateFault {
    var encoder = new ValueEncoder(seal);
    members.put(ATTRIBUTES, encoder.encode(attributes, at));
    if (!encoder.sensitive().isEmpty()) {
      members.put("sensitive", Json.texts(encoder.sensitive()));
    }
    Json types = types(attributes, dynamic, at, seal);
    if (types instanceof Json.Members(var found, _) && !found.isEmpty()) {
      members.put("types", types);
    }
  }

  private static String nameOf(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static Json types(
      ObjectValue attributes, Set<String> dynamic, Pointer at, ValueEncoder.Seal seal)
      throws StateFault {
    var types = new Json.Builder();
    for (String name : dynamic) {
      Value value = attributes.attributes().get(name);
      if (value != null) {
        types.put(name, type(value, at.to(name) + TYPE, seal));
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
    Json failed = members.all().get(FAILED_UPDATE);
    return new InstanceState(
        provider,
        attributes(members, types, Pointer.ROOT, unseal),
        types.keySet(),
        dependencies(members),
        members.whole("generation"),
        status(members),
        members.all().containsKey(SCHEMA_VERSION) ? members.whole(SCHEMA_VERSION) : 0,
        members.all().containsKey(TOKEN) ? members.text(TOKEN) : null,
        failed == null ? null : failedUpdate(new ObjectReader(failed), unseal));
  }

  private static FailedUpdate failedUpdate(ObjectReader members, ValueDecoder.Unseal unseal)
      throws StateFault {
    ObjectValue lastGood =
        members.all().containsKey(ATTRIBUTES)
            ? attributes(members, members.object("types"), LAST_GOOD, unseal)
            : null;
    return new FailedUpdate(lastGood, members.text(ACCOUNT));
  }

  private static ObjectValue attributes(
      ObjectReader members, Map<String, Json> types, Pointer root, ValueDecoder.Unseal unseal)
      throws StateFault {
    var decoder = new ValueDecoder(members.textSet("sensitive"), unseal);
    var attributes = new TreeMap<String, Value>();
    for (var attribute : new ObjectReader(members.required(ATTRIBUTES)).all().entrySet()) {
      Pointer at = root.to(attribute.getKey());
      Json typeJson = types.get(attribute.getKey());
      Type type = typeJson == null ? Types.ANY : type(typeJson, at + TYPE, unseal);
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
