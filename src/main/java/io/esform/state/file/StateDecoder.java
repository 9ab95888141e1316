package io.esform.state.file;

import io.esform.address.AddressParser;
import io.esform.address.InstanceKey;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.state.DeposedKey;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.value.Type;
import io.esform.value.Value;
import java.util.SortedMap;
import java.util.TreeMap;

/// Turns JSON into the state it stands for.
final class StateDecoder {

  private final Keyring keyring;
  private final Members document;
  private final String lineage;

  StateDecoder(Keyring keyring, Json json) throws StateFault {
    this.keyring = keyring;
    this.document = new Members(json);
    checkVersion(document);
    this.lineage = document.text("lineage");
  }

  private static void checkVersion(Members document) throws StateFault {
    long version = document.number("version");
    if (version != StateEncoder.VERSION) {
      String writer =
          document.find("esform_version") instanceof Json.Text(var name, _)
              ? "esform " + name
              : "another esform";
      throw new StateFault(
          "State is of another format",
          "It was written by %s in format %d; this esform reads format %d. Use an esform that is at least as new as the one that wrote it."
              .formatted(writer, version, StateEncoder.VERSION),
          document.required("version").offset());
    }
  }

  State decode() throws StateFault {
    Json encryption = document.find("encryption");
    if (encryption != null) {
      keyring.forOpening(Keyring.Header.read(encryption));
    }
    var instances = new TreeMap<ResourceInstanceAddress, InstanceState>();
    var deposed = new TreeMap<DeposedKey, InstanceState>();
    readResources(instances, deposed);
    return new State(document.number("serial"), lineage, outputs(), instances, deposed, retired());
  }

  private SortedMap<ResourceInstanceAddress, Integer> retired() throws StateFault {
    var retired = new TreeMap<ResourceInstanceAddress, Integer>();
    Json found = document.find("retired");
    if (found != null) {
      var generations = new Members(found);
      for (var entry : generations.all().entrySet()) {
        retired.put(
            InstanceJson.valid(AddressParser.parseInstance(entry.getKey()), entry.getValue()),
            (int) generations.number(entry.getKey()));
      }
    }
    return retired;
  }

  private ValueDecoder.Unseal unseal(String owner) {
    return keyring.unseal(document, lineage, owner);
  }

  private SortedMap<String, Value> outputs() throws StateFault {
    var outputs = new TreeMap<String, Value>();
    for (var output : document.object("outputs").entrySet()) {
      var members = new Members(output.getValue());
      ValueDecoder.Unseal unseal = unseal("output." + output.getKey());
      Type type = InstanceJson.type(members.required("type"), "#type", unseal);
      var decoder = new ValueDecoder(members.textSet("sensitive"), unseal);
      outputs.put(output.getKey(), decoder.decode(members.required("value"), type, Pointer.ROOT));
    }
    return outputs;
  }

  private void readResources(
      SortedMap<ResourceInstanceAddress, InstanceState> instances,
      SortedMap<DeposedKey, InstanceState> deposed)
      throws StateFault {
    for (Json resource : document.array("resources")) {
      var members = new Members(resource);
      Json addressJson = members.required("address");
      ResourceAddress address =
          InstanceJson.valid(AddressParser.parseResource(members.text("address")), addressJson);
      for (Json instance : members.array("instances")) {
        var parts = new Members(instance);
        ResourceInstanceAddress whole = address.instance(key(parts));
        String provider = members.text("provider");
        boolean isNew =
            parts.find("deposed") == null
                ? instances.putIfAbsent(whole, instance(parts, whole.toString(), provider)) == null
                : readDeposed(parts, whole, provider, deposed);
        if (!isNew) {
          throw duplicate(whole, instance);
        }
      }
    }
  }

  private boolean readDeposed(
      Members parts,
      ResourceInstanceAddress address,
      String provider,
      SortedMap<DeposedKey, InstanceState> deposed)
      throws StateFault {
    var key = new DeposedKey(address, (int) parts.number("generation"));
    return deposed.putIfAbsent(key, instance(parts, key.toString(), provider)) == null;
  }

  private static StateFault duplicate(ResourceInstanceAddress address, Json where) {
    return new StateFault(
        "Duplicate instance in the state",
        "%s stands in the state twice. Remove the entry whose object does not exist."
            .formatted(address),
        where.offset());
  }

  private static InstanceKey key(Members instance) throws StateFault {
    return switch (instance.find("key")) {
      case null -> InstanceKey.none();
      case Json.Text(var name, _) -> InstanceKey.of(name);
      case Json.Numeral _ -> InstanceKey.of(Math.toIntExact(instance.number("key")));
      case Json.Bool json -> throw StateFault.unexpected(json, "a whole number or a name");
      case Json.Null json -> throw StateFault.unexpected(json, "a whole number or a name");
      case Json.Array json -> throw StateFault.unexpected(json, "a whole number or a name");
      case Json.Members json -> throw StateFault.unexpected(json, "a whole number or a name");
    };
  }

  /// @param owner what sealed values are bound to
  private InstanceState instance(Members members, String owner, String resourceProvider)
      throws StateFault {
    String provider =
        members.find("provider") == null ? resourceProvider : members.text("provider");
    return InstanceJson.read(members, provider, unseal(owner));
  }
}
