package io.esform.es;

import io.esform.diag.Diagnostics;
import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.FoundHost;
import io.esform.es.Platform.HostState;
import io.esform.es.Platform.Hosts;
import io.esform.es.Platform.KnownHost;
import io.esform.es.Platform.PlatformException;
import io.esform.provider.Arguments;
import io.esform.provider.Importable.ImportRequest;
import io.esform.provider.Importable.ImportResponse;
import io.esform.provider.PartlyReadable.CompletionRequest;
import io.esform.render.cloudinit.HostFile;
import io.esform.render.cloudinit.UserData;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Imports hosts that another state or a user has created.
///
/// A host reports its address, network and user-data. If the user-data equals the rendered
/// user-data of its block, the host is up to date. Otherwise the next apply updates it.
final class HostImport {

  private final HostKind kind;
  private final Abilities abilities;

  HostImport(HostKind kind, Abilities abilities) {
    this.kind = kind;
    this.abilities = abilities;
  }

  /// The attributes that the host reports; all others are null.
  ImportResponse read(Hosts hosts, ImportRequest request) {
    try {
      FoundHost found = hosts.look(request.id()).orElse(null);
      return ImportResponse.of(found == null ? null : attributes(found));
    } catch (PlatformException failure) {
      return failed(failure, request.address());
    }
  }

  private ObjectValue attributes(FoundHost found) {
    HostState state = found.state();
    Value size = found.size() == null ? Value.nullOf(Types.STRING) : Value.of(found.size());
    return kind.schema()
        .blank()
        .with(HostSchema.ID, Value.of(state.id()))
        .with(HostSchema.NETWORK, network(found.network()))
        .with(HostSchema.ADDRESS, Value.of(state.privateAddress()))
        .with(HostSchema.SIZE, size)
        .with(HostSchema.GENERATION, Value.of(state.generation()))
        .with(HostSchema.USER_DATA_SHA256, Value.of(state.userDataSha256()));
  }

  private static ObjectValue network(String id) {
    Map<String, Value> values = new TreeMap<>();
    ((Type.ObjectType) HostSchema.NETWORK_TYPE)
        .attributes()
        .forEach((name, type) -> values.put(name, Value.nullOf(type)));
    values.put("id", Value.of(id));
    return Value.objectOf(values);
  }

  ImportResponse complete(Hosts hosts, CompletionRequest request) {
    ObjectValue host = described(request.imported(), request.proposed());
    var known =
        new KnownHost(
            Arguments.of(host).requiredText(HostSchema.ID),
            Placements.of(kind, request.address(), Arguments.of(host)));
    try {
      @Nullable HostState state = hosts.read(List.of(known)).getFirst();
      return ImportResponse.of(state == null ? null : HostType.seen(host, state));
    } catch (PlatformException failure) {
      return failed(failure, request.address());
    }
  }

  /// Attributes as in the block, except those that the host reports.
  private ObjectValue described(ObjectValue imported, ObjectValue proposed) {
    ObjectValue host =
        proposed
            .with(HostSchema.ADDRESS, imported.get(HostSchema.ADDRESS))
            .with(HostSchema.NETWORK, network(imported, proposed));
    if (!imported.get(HostSchema.SIZE).isNull()) {
      host = host.with(HostSchema.SIZE, imported.get(HostSchema.SIZE));
    }
    List<HostFile> files = kind.files(Arguments.of(host));
    int generation = Arguments.of(imported).requiredInteger(HostSchema.GENERATION);
    Optional<UserData> rendered =
        BundlePlace.of(abilities, Arguments.of(host))
            .map(place -> BootData.of(files, Math.max(generation, 1), place).userData())
            .filter(userData ->
                imported.get(HostSchema.USER_DATA_SHA256).equals(Value.of(userData.sha256())));
    return host.with(
            HostSchema.FILES, RenderedFiles.attribute(rendered.isPresent() ? files : List.of()))
        .with(HostSchema.USER_DATA_BYTES, Value.of(rendered.map(UserData::bytes).orElse(0)));
  }

  private static Value network(ObjectValue imported, ObjectValue proposed) {
    return imported.get(HostSchema.NETWORK) instanceof ObjectValue there
            && there.get("id") instanceof StringValue id
            && proposed.get(HostSchema.NETWORK) instanceof ObjectValue block
        ? block.with("id", id)
        : proposed.get(HostSchema.NETWORK);
  }

  private static ImportResponse failed(PlatformException failure, String address) {
    return ImportResponse.failed(Diagnostics.of(failure.diagnostic().withAddress(address)));
  }
}
