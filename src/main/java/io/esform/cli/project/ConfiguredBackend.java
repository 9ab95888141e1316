package io.esform.cli.project;

import io.esform.cli.backendfile.BackendFile;
import io.esform.cli.backendfile.BackendFileJson;
import io.esform.cli.session.Environment;
import io.esform.config.Settings.BackendSettings;
import io.esform.config.decode.BackendDecoder;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.BackendType;
import io.esform.state.backend.BackendType.OpenedWorkspaces;
import io.esform.value.Conversion;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A backend with its arguments.
///
/// @param own the arguments of its block, of the schema's type
/// @param given the arguments of `esform init`, by name; they override those of the block
/// @param block null for none
public record ConfiguredBackend(
    BackendType type,
    ObjectValue own,
    SortedMap<String, Value> given,
    @Nullable BackendSettings block) {

  public ConfiguredBackend {
    given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
  }

  /// The backend without arguments.
  public static ConfiguredBackend of(BackendType type) {
    return new ConfiguredBackend(type, type.schema().blank(), new TreeMap<>(), null);
  }

  /// The backend with stored arguments.
  public static ConfiguredBackend of(BackendType type, BackendFile.Settings stored) {
    return of(type).with(typed(type.schema(), stored.arguments()));
  }

  public ConfiguredBackend with(SortedMap<String, Value> arguments) {
    return new ConfiguredBackend(type, own, arguments, block);
  }

  /// Completes the block by the arguments that the last `esform init` has stored for this type;
  /// during a migration, by those of its destination.
  public ConfiguredBackend completedBy(BackendFile kept) {
    BackendFile.Destination moving = kept.moving();
    BackendFile.Settings settings = moving == null ? kept.used() : moving.settings();
    if (!settings.type().equals(type.name())) {
      return this;
    }
    var stored = new TreeMap<>(settings.arguments());
    stored.keySet().retainAll(moving == null ? kept.given() : moving.given());
    return with(typed(type.schema(), stored));
  }

  /// The arguments that the schema has, in its types.
  private static SortedMap<String, Value> typed(Schema schema, SortedMap<String, Value> stored) {
    var typed = new TreeMap<String, Value>();
    stored.forEach((name, value) -> {
      AttributeSchema attribute = schema.attribute(name);
      if (attribute != null) {
        Conversion.tryConvert(value, attribute.type()).ifPresent(it -> typed.put(name, it));
      }
    });
    return typed;
  }

  /// The arguments of the block and those of `esform init`.
  ObjectValue arguments() {
    var all = new TreeMap<>(own.attributes());
    all.putAll(given);
    return Value.objectOf(all);
  }

  /// The settings to store and to compare.
  public BackendFile.Settings settings() {
    return settings(arguments());
  }

  private BackendFile.Settings settings(ObjectValue arguments) {
    var open = new TreeMap<String, Value>();
    var secrets = new TreeSet<String>();
    for (AttributeSchema attribute : type.schema().attributes().values()) {
      Value value = arguments.attributes().get(attribute.name());
      if (value == null || value.isNull()) {
        continue;
      }
      if (attribute.sensitive()) {
        secrets.add(attribute.name());
      } else {
        open.put(attribute.name(), value);
      }
    }
    return new BackendFile.Settings(type.name(), open, secrets);
  }

  /// What `esform init` stores about this backend.
  public BackendFile toFile() {
    return new BackendFile(settings(), given.keySet(), digest(), null);
  }

  /// Identifies the content of the block.
  String digest() {
    return BackendFileJson.digest(settings(own));
  }

  /// Whether no argument depends on a variable without a value.
  boolean isKnown() {
    return own.isWhollyKnown();
  }

  /// Errors for required arguments that are not set.
  public Diagnostics checkComplete() {
    return block == null
        ? Diagnostics.none()
        : BackendDecoder.checkComplete(block, type.schema(), arguments());
  }

  /// Opens the storage. Does no I/O.
  ///
  /// @param directory of the configuration, as written by the user
  public OpenedWorkspaces open(Environment environment, String directory) {
    OpenedWorkspaces opened = type.open(arguments(), forBackends(environment, directory));
    if (block == null) {
      return opened;
    }
    List<Diagnostic> found =
        opened.diagnostics().all().stream().map(it -> it.withSubject(block.range())).toList();
    return new OpenedWorkspaces(opened.workspaces(), new Diagnostics(found));
  }

  /// The environment of a backend that the configuration in this directory uses.
  ///
  /// @param directory as written by the user
  static BackendEnvironment forBackends(Environment environment, String directory) {
    Path shown = shown(environment.workingDirectory(), environment.resolve(directory));
    return environment.forBackends(shown);
  }

  /// Relative to the process's current directory, if that is the working directory; else the full
  /// path.
  private static Path shown(Path workingDirectory, Path directory) {
    boolean here = workingDirectory.equals(Path.of("").toAbsolutePath());
    return here && directory.startsWith(workingDirectory)
        ? workingDirectory.relativize(directory)
        : directory;
  }
}
