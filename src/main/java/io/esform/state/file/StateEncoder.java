package io.esform.state.file;

import io.esform.address.InstanceKey;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.state.DeposedKey;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord;
import io.esform.state.State;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Encodes a state as text: resources in address order, members in a fixed order.
final class StateEncoder {

  static final int VERSION = 1;
  static final String RESCUED = "rescued";
  static final String OPEN_CALLS = "open_calls";

  private final Keyring keyring;
  private final String esformVersion;

  StateEncoder(Keyring keyring, String esformVersion) {
    this.keyring = keyring;
    this.esformVersion = esformVersion;
  }

  /// @param rescued whether the run could not save the state
  /// @param open records of the calls that are not ended yet
  String encode(State state, boolean rescued, List<JournalRecord> open) throws StateFault {
    return StateChecksum.fill(
        JsonWriter.pretty(document -> {
          write(state, rescued, document);
          writeCalls(state, open, document);
        }));
  }

  private void writeCalls(State state, List<JournalRecord> open, JsonWriter document)
      throws StateFault {
    if (open.isEmpty()) {
      return;
    }
    var json = new JournalRecordJson(keyring, state.lineage());
    document.putArray(
        OPEN_CALLS,
        calls -> {
          for (JournalRecord each : open) {
            calls.element(json.write(each).build());
          }
        });
  }

  private void write(State state, boolean rescued, JsonWriter document) throws StateFault {
    document
        .put("version", Json.of(VERSION))
        .put("serial", Json.of(state.serial()))
        .put(StateChecksum.MEMBER, Json.of(StateChecksum.BLANK))
        .put("lineage", Json.of(state.lineage()))
        .put("esform_version", Json.of(esformVersion));
    if (rescued) {
      document.put(RESCUED, Json.of(true));
    }
    if (holdsSensitive(state)) {
      document.put("encryption", keyring.forSealing(state.lineage()).header().write());
    }
    document.put("outputs", outputs(state));
    document.putArray("resources", resources -> writeResources(state, resources));
    if (!state.retired().isEmpty()) {
      var retired = new Json.Builder();
      state
          .retired()
          .forEach((address, generation) -> retired.put(address.toString(), Json.of(generation)));
      document.put("retired", retired.build());
    }
  }

  private static boolean holdsSensitive(State state) {
    return state.outputs().values().stream().anyMatch(Value::containsSensitive)
        || Stream.concat(state.instances().values().stream(), state.deposed().values().stream())
            .anyMatch(InstanceState::containsSensitive);
  }

  private Json outputs(State state) throws StateFault {
    var outputs = new Json.Builder();
    for (var output : state.outputs().entrySet()) {
      ValueEncoder.Seal seal = keyring.seal(state.lineage(), "output." + output.getKey());
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
    return members.put("type", InstanceJson.type(value, InstanceJson.TYPE, seal)).build();
  }

  /// One entry of a resource: an instance's current object, or a deposed one.
  private record AddressedInstance(InstanceKey key, InstanceState instance, boolean deposed) {}

  private void writeResources(State state, JsonWriter resources) throws StateFault {
    var byResource = new TreeMap<ResourceAddress, List<AddressedInstance>>();
    state
        .instances()
        .forEach((address, instance) ->
            add(byResource, address, new AddressedInstance(address.key(), instance, false)));
    state
        .deposed()
        .forEach((key, instance) ->
            add(
                byResource,
                key.address(),
                new AddressedInstance(key.address().key(), instance, true)));
    for (var each : byResource.entrySet()) {
      resources.object(resource -> write(state, each.getKey(), each.getValue(), resource));
    }
  }

  private static void add(
      SortedMap<ResourceAddress, List<AddressedInstance>> byResource,
      ResourceInstanceAddress address,
      AddressedInstance entry) {
    byResource.computeIfAbsent(address.resource(), _ -> new ArrayList<>()).add(entry);
  }

  private void write(
      State state, ResourceAddress address, List<AddressedInstance> entries, JsonWriter resource)
      throws StateFault {
    ProviderKey provider = entries.getFirst().instance().provider();
    resource
        .put("address", Json.of(address.toString()))
        .put("type", Json.of(address.type()))
        .put("provider", Json.of(provider.toString()));
    resource.putArray(
        "instances",
        instances -> {
          for (AddressedInstance entry : entries) {
            ValueEncoder.Seal seal = keyring.seal(state.lineage(), owner(address, entry));
            instances.element(instance(entry, provider, seal));
          }
        });
  }

  private static String owner(ResourceAddress resource, AddressedInstance entry) {
    ResourceInstanceAddress address = resource.instance(entry.key());
    return entry.deposed()
        ? new DeposedKey(address, entry.instance().generation()).toString()
        : address.toString();
  }

  private static Json instance(
      AddressedInstance entry, ProviderKey provider, ValueEncoder.Seal seal) throws StateFault {
    InstanceState instance = entry.instance();
    var members = new Json.Builder();
    switch (entry.key()) {
      case InstanceKey.NoKey() -> {}
      case InstanceKey.IntKey(int index) -> members.put("key", Json.of(index));
      case InstanceKey.StringKey(String name) -> members.put("key", Json.of(name));
    }
    if (entry.deposed()) {
      members.put("deposed", Json.of(true));
    }
    if (!instance.provider().equals(provider)) {
      members.put("provider", Json.of(instance.provider().toString()));
    }
    InstanceJson.write(members, instance, seal);
    return members.build();
  }
}
