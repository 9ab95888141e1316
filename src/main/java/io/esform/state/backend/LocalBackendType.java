package io.esform.state.backend;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.value.Types;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// `local`: states are files of this machine, beside the configuration or at `path`.
public final class LocalBackendType implements BackendType {

  private static final String PATH = "path";

  private static final Schema SCHEMA =
      Schema.of(
          "Keeps states in files of this machine.",
          AttributeSchema.optional(
              PATH,
              Types.STRING,
              "Where the state of the default workspace is kept, relative to the configuration: a"
                  + " path that ends in `esform.state`. Unset: beside the configuration."));

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Opened open(ObjectValue arguments, BackendEnvironment environment) {
    String path = arguments.attributes().get(PATH) instanceof StringValue(var text) ? text : "";
    Path directory = environment.directory();
    try {
      Path file = directory.resolve(path.isEmpty() ? LocalBackend.STATE : path);
      if (!file.endsWith(LocalBackend.STATE)) {
        return failed(
            "Unsupported state file name",
            "The file that a local backend keeps its state in is always named %1$s; its path may name another directory: path = \"states/prod/%1$s\"."
                .formatted(LocalBackend.STATE));
      }
      Path parent = file.getParent();
      return new Opened(
          new LocalWorkspaces(parent == null ? directory : parent, environment),
          Diagnostics.none());
    } catch (InvalidPathException fault) {
      return failed(
          "Invalid path",
          "The argument %s is \"%s\", which is not a path: %s."
              .formatted(PATH, path.replaceAll("\\p{Cntrl}", "?"), fault.getReason()));
    }
  }

  private static Opened failed(String summary, String detail) {
    return new Opened(null, Diagnostics.of(Diagnostic.error(summary, detail)));
  }
}
