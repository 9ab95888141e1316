package io.esform.state.backend;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// `local`: states are files of this machine, beside the configuration or at `path`.
public final class LocalBackendType implements BackendType {

  private static final String PATH = "path";

  private static final Schema SCHEMA =
      Schema.of(
          "Stores states in files on this machine.",
          AttributeSchema.optional(
              PATH,
              Types.STRING,
              "The path of the state of the default workspace, relative to the configuration; must"
                  + " end in `esform.state`. Default: next to the configuration."));

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public OpenedWorkspaces open(ObjectValue arguments, BackendEnvironment environment) {
    String path = arguments.attributes().get(PATH) instanceof StringValue(var text) ? text : "";
    Path directory = environment.directory();
    try {
      Path file = directory.resolve(path.isEmpty() ? LocalBackend.STATE : path);
      if (!file.endsWith(LocalBackend.STATE)) {
        return failed(
            "Unsupported state file name",
            "The state file of a local backend must be named %1$s. To use another directory, set path = \"states/prod/%1$s\"."
                .formatted(LocalBackend.STATE));
      }
      Path parent = file.getParent();
      return new OpenedWorkspaces(
          new LocalWorkspaces(parent == null ? directory : parent, environment),
          Diagnostics.none());
    } catch (InvalidPathException fault) {
      return failed(
          "Invalid path",
          "The argument %s is \"%s\", which is not a path: %s."
              .formatted(PATH, path.replaceAll("\\p{Cntrl}", "?"), fault.getReason()));
    }
  }

  @Override
  public ObjectValue identity(ObjectValue arguments, BackendEnvironment environment) {
    String path = arguments.attributes().get(PATH) instanceof StringValue(var text) ? text : "";
    try {
      Path file = environment.directory().resolve(path.isEmpty() ? LocalBackend.STATE : path);
      return arguments.with(PATH, Value.of(file.toAbsolutePath().normalize().toString()));
    } catch (InvalidPathException _) {
      return arguments;
    }
  }

  private static OpenedWorkspaces failed(String summary, String detail) {
    return new OpenedWorkspaces(null, Diagnostics.of(Diagnostic.error(summary, detail)));
  }
}
