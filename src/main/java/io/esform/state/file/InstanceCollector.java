package io.esform.state.file;

import io.esform.address.AddressParser;
import io.esform.address.InstanceKey;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.state.DeposedKey;
import io.esform.state.InstanceState;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Reads the objects of a state.
final class InstanceCollector {

  private final Keyring keyring;
  private final NavigableMap<ResourceInstanceAddress, InstanceState> instances = new TreeMap<>();
  private final NavigableMap<DeposedKey, InstanceState> deposed = new TreeMap<>();

  InstanceCollector(Keyring keyring) {
    this.keyring = keyring;
  }

  NavigableMap<ResourceInstanceAddress, InstanceState> instances() {
    return instances;
  }

  NavigableMap<DeposedKey, InstanceState> deposed() {
    return deposed;
  }

  static ResourceAddress address(ObjectReader resource) throws StateFault {
    return InstanceJson.valid(
        AddressParser.parseResource(resource.text("address")), resource.required("address"));
  }

  /// @param document that contains the resource
  /// @param address of the resource
  void add(ObjectReader document, ObjectReader resource, ResourceAddress address, Json json)
      throws StateFault {
    var instance = new ObjectReader(json);
    ResourceInstanceAddress whole = address.instance(key(instance));
    ProviderKey provider = ProviderKey.parse(resource.text("provider"));
    boolean isNew;
    if (instance.find("deposed") == null) {
      InstanceState state = read(document, instance, whole.toString(), provider);
      isNew = instances.putIfAbsent(whole, state) == null;
    } else {
      var key = new DeposedKey(whole, instance.whole("generation"));
      InstanceState state = read(document, instance, key.toString(), provider);
      isNew = deposed.putIfAbsent(key, state) == null;
    }
    if (!isNew) {
      throw duplicate(whole, json);
    }
  }

  private static StateFault duplicate(ResourceInstanceAddress address, Json where) {
    return new StateFault(
        "Duplicate instance in the state",
        "%s is in the state twice. Remove the entry whose object does not exist."
            .formatted(address),
        where.offset());
  }

  private static InstanceKey key(ObjectReader instance) throws StateFault {
    return switch (instance.find("key")) {
      case null -> InstanceKey.none();
      case Json.Text(var name, _) -> InstanceKey.of(name);
      case Json.Numeral _ -> InstanceKey.of(instance.whole("key"));
      case Json.Bool json -> throw StateFault.unexpected(json, "a whole number or a name");
      case Json.Null json -> throw StateFault.unexpected(json, "a whole number or a name");
      case Json.Array json -> throw StateFault.unexpected(json, "a whole number or a name");
      case Json.Members json -> throw StateFault.unexpected(json, "a whole number or a name");
    };
  }

  /// @param owner to which sealed values are bound
  private InstanceState read(
      ObjectReader document, ObjectReader instance, String owner, ProviderKey resourceProvider)
      throws StateFault {
    ProviderKey provider =
        instance.find("provider") == null
            ? resourceProvider
            : ProviderKey.parse(instance.text("provider"));
    return InstanceJson.read(
        instance, provider, keyring.unseal(document, document.text("lineage"), owner));
  }
}
