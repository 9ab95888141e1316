package io.esform.state.file;

import io.esform.address.InstanceKey;
import io.esform.address.ResourceAddress;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/// Turns a state into JSON: resources in address order, members always in the same order.
final class StateEncoder {

  static final int VERSION = 1;

  private final Keyring keyring;
  private final String esformVersion;

  StateEncoder(Keyring keyring, String esformVersion) {
    this.keyring = keyring;
    this.esformVersion = esformVersion;
  }

  Json encode(State state) throws StateFault {
    var document =
        new Json.Builder()
            .put("version", Json.of(VERSION))
            .put("serial", Json.of(state.serial()))
            .put("lineage", Json.of(state.lineage()))
            .put("esform_version", Json.of(esformVersion));
    if (holdsSensitive(state)) {
      document.put("encryption", keyring.forSealing().header().write());
    }
    return document.put("outputs", outputs(state)).put("resources", resources(state)).build();
  }

  private static boolean holdsSensitive(State state) {
    return state.outputs().values().stream().anyMatch(Value::containsSensitive)
        || state.instances().values().stream()
            .anyMatch(instance -> instance.attributes().containsSensitive());
  }

  private ValueEncoder.Seal seal(State state, String owner) {
    return (plain, place) ->
        keyring.forSealing().sealer().seal(plain, context(state.lineage(), owner, place));
  }

  /// What a sealed value is bound to.
  static String context(String lineage, String owner, String place) {
    return lineage + "\n" + owner + "\n" + place;
  }

  private Json outputs(State state) throws StateFault {
    var outputs = new Json.Builder();
    for (var output : state.outputs().entrySet()) {
      ValueEncoder.Seal seal = seal(state, "output." + output.getKey());
      outputs.put(output.getKey(), output(output.getValue(), seal));
    }
    return outputs.build();
  }

  private static Json output(Value value, ValueEncoder.Seal seal) throws StateFault {
    var encoder = new ValueEncoder(seal);
    var members = new Json.Builder().put("value", encoder.encode(value, Pointer.ROOT));
    if (!encoder.sensitive().isEmpty()) {
      members.put("sensitive", Json.texts(encoder.sensitive()));
    }
    return members.put("type", type(value, "#type", seal)).build();
  }

  /// A type may name attributes that stand inside a seal, so it is sealed too where anything is.
  private static Json type(Value value, String place, ValueEncoder.Seal seal) throws StateFault {
    Json type = TypeJson.write(value.type());
    return value.containsSensitive()
        ? ValueEncoder.seal(JsonWriter.compact(type), place, seal)
        : type;
  }

  private Json resources(State state) throws StateFault {
    var byResource = new LinkedHashMap<ResourceAddress, SequencedMap<InstanceKey, InstanceState>>();
    state
        .instances()
        .forEach((address, instance) ->
            byResource
                .computeIfAbsent(address.resource(), _ -> new LinkedHashMap<>())
                .put(address.key(), instance));
    var resources = new ArrayList<Json>(byResource.size());
    for (var resource : byResource.entrySet()) {
      resources.add(resource(state, resource.getKey(), resource.getValue()));
    }
    return Json.arrayOf(resources);
  }

  private Json resource(
      State state, ResourceAddress resource, SequencedMap<InstanceKey, InstanceState> byKey)
      throws StateFault {
    String provider = byKey.firstEntry().getValue().provider();
    var instances = new ArrayList<Json>(byKey.size());
    for (var instance : byKey.entrySet()) {
      ValueEncoder.Seal seal = seal(state, resource.instance(instance.getKey()).toString());
      instances.add(instance(instance.getKey(), instance.getValue(), provider, seal));
    }
    return new Json.Builder()
        .put("address", Json.of(resource.toString()))
        .put("type", Json.of(resource.type()))
        .put("provider", Json.of(provider))
        .put("instances", Json.arrayOf(instances))
        .build();
  }

  private static Json instance(
      InstanceKey key, InstanceState instance, String provider, ValueEncoder.Seal seal)
      throws StateFault {
    var members = new Json.Builder();
    switch (key) {
      case InstanceKey.NoKey() -> {}
      case InstanceKey.IntKey(int index) -> members.put("key", Json.of(index));
      case InstanceKey.StringKey(String name) -> members.put("key", Json.of(name));
    }
    if (!instance.provider().equals(provider)) {
      members.put("provider", Json.of(instance.provider()));
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
    return members
        .put("generation", Json.of(instance.generation()))
        .put("status", Json.of(instance.status().name().toLowerCase(Locale.ROOT)))
        .build();
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
}
