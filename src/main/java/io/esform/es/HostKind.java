package io.esform.es;

import io.esform.diag.EsformBug;
import io.esform.es.RenderedFiles.ChangedFile;
import io.esform.provider.Arguments;
import io.esform.provider.DataHolder.Loss;
import io.esform.provider.Faults;
import io.esform.provider.Relations;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.provider.ResourceType.Claim;
import io.esform.render.cloudinit.HostFile;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.StringValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The differences between kinds of hosts. {@link HostType} contains the common part.
interface HostKind {

  /// The name of the kind on platforms, as in the network's `security_groups`: `node`.
  String name();

  /// The arguments of this kind and the common ones of {@link HostSchema}.
  Schema schema();

  /// Checks the arguments of this kind.
  void check(Arguments host, Rules rules, Faults faults);

  /// The arguments that are delivered separately from user-data: sensitive ones, and those that
  /// become known late.
  default List<Secret> secrets() {
    var secrets = new ArrayList<>(late());
    Secret.collect(schema(), List.of(), secretNames(), secrets);
    return secrets;
  }

  /// The names on the host of those secrets whose name is not their path with underscores.
  default Map<List<String>, String> secretNames() {
    return Map.of();
  }

  /// Arguments that are not secret, but become known too late for user-data.
  default List<Secret> late() {
    return List.of();
  }

  /// The files of the host, without secrets. All arguments except the secrets are known and valid.
  List<HostFile> files(Arguments host);

  /// The files of others that files of the host change, by path. Those whose result is not known
  /// are missing.
  ///
  /// @param files of the host
  default SortedMap<String, ChangedFile> results(Arguments host, List<HostFile> files) {
    return new TreeMap<>();
  }

  /// Large files to deliver. The same arguments are known as for {@link #files}.
  List<Input> inputs(Arguments host);

  /// The faults of the inputs in connection with the configuration. The same arguments are known as
  /// for {@link #files}, and the inputs on this machine match their checksums.
  default List<AttributeDiagnostic> faultsOfInputs(Arguments host) {
    return List.of();
  }

  /// What the host leaves undone because of its inputs; under the same conditions.
  default List<String> notesOfInputs(Arguments host) {
    return List.of();
  }

  /// Claims that only one host can have, besides its name and address.
  List<Claim> claims(Arguments host);

  /// The relations of the host to other instances, by its known arguments.
  default Relations relations(Arguments host) {
    return Relations.NONE;
  }

  /// The memory that processes of the host need at most, by its known arguments.
  default List<MemoryUse> memory(Arguments host) {
    return List.of();
  }

  /// @param how the need comes about, a short phrase
  /// @param path of the argument that decides it
  record MemoryUse(String how, long bytes, AttributePath path) {}

  /// The data that exists only on the host.
  ///
  /// @param host a state
  default Optional<Loss> loss(Arguments host) {
    return Optional.empty();
  }

  /// Whether the hosts of one block provide the same service.
  default boolean rollsOut() {
    return false;
  }

  /// Warnings about the host as planned; see {@link ResourceType#warnings}.
  default List<AttributeDiagnostic> warnings(Arguments planned, Instant now) {
    return List.of();
  }

  /// Errors about the host as planned; see {@link ResourceType#faults}.
  default List<AttributeDiagnostic> faults(Arguments planned, Instant now) {
    return List.of();
  }

  /// The effect of an update in place on the host's service, a short phrase without a full stop.
  String effect(HostChange change);

  /// @param name of the secret on the host. A map has one secret for each entry: `NAME_KEY`
  /// @param path of the argument that contains it
  /// @param fallback the content when the argument is not set; null for no secret in that case
  record Secret(String name, List<String> path, @Nullable String fallback) {

    public Secret {
      path = List.copyOf(path);
    }

    static Secret late(String name, String... path) {
      return new Secret(name, List.of(path), null);
    }

    /// Adds the sensitive arguments of a body.
    ///
    /// @param at the names of the blocks around it
    private static void collect(
        Schema schema, List<String> at, Map<List<String>, String> names, List<Secret> secrets) {
      for (AttributeSchema argument : schema.attributes().values()) {
        if (argument.sensitive()) {
          List<String> path = inside(at, argument.name());
          String name = names.getOrDefault(path, String.join("_", path));
          String fallback = argument.defaultValue() instanceof StringValue(var text) ? text : null;
          secrets.add(new Secret(name, path, fallback));
        }
      }
      for (NestedBlock block : schema.blocks().values()) {
        int before = secrets.size();
        collect(block.schema(), inside(at, block.name()), names, secrets);
        if (block.nesting() == Nesting.LIST && secrets.size() > before) {
          throw new EsformBug(
              "A secret of a host must not be in the repeated block " + block.name() + ".");
        }
      }
    }

    private static List<String> inside(List<String> at, String name) {
      return Stream.concat(at.stream(), Stream.of(name)).toList();
    }

    /// The value of the argument: a text, a map of texts, an unknown, or null.
    Value in(Arguments host) {
      var block = host;
      for (String step : path.subList(0, path.size() - 1)) {
        if (!block.value(step).isKnown()) {
          return Value.unknown(Types.STRING);
        }
        block = block.block(step).orElse(null);
        if (block == null) {
          return Value.nullOf(Types.STRING);
        }
      }
      Value found = block.value(path.getLast());
      return found.isNull() && fallback != null ? Value.of(fallback) : found;
    }

    /// The files of the secret on the host, content by name. The argument is known.
    SortedMap<String, String> files(Arguments host) {
      var files = new TreeMap<String, String>();
      Value value = in(host);
      if (value instanceof StringValue(var text)) {
        files.put(name, text);
      } else if (value instanceof MapValue(_, var entries)) {
        entries.forEach((key, entry) -> {
          if (entry.unmarked() instanceof StringValue(var text)) {
            files.put(name + "_" + key, text);
          }
        });
      }
      return files;
    }
  }
}
