package io.esform.cli.project;

import io.esform.cli.session.Environment;
import io.esform.cli.session.Session;
import io.esform.config.Settings.BackendSettings;
import io.esform.config.Settings.EncryptionSettings;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.backend.Backend;
import io.esform.state.backend.LocalBackend;
import io.esform.state.backend.ProcessIdentity;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a project's state is kept, and the key of its secrets.
public final class Backends {

  private static final String STATE = "esform.state";

  private Backends() {}

  /// @param backend null when the diagnostics hold an error, as is `codec`
  public record Opened(
      @Nullable Backend backend, @Nullable StateCodec codec, Diagnostics diagnostics) {}

  public static Opened open(Session session, Project project) {
    Environment environment = session.environment();
    EncryptionSettings encryption = project.settings().encryption();
    KeySource keys = keys(session, project.directory(), encryption);
    if (keys == null) {
      return new Opened(null, null, Diagnostics.of(missingPassphrase(encryption)));
    }
    var codec = new StateCodec(keys, environment.version(), environment.random());
    Path directory = session.environment().resolve(project.directory());
    BackendSettings settings = project.settings().backend();
    if (settings != null && settings.path() != null) {
      Path file = directory.resolve(settings.path());
      if (!STATE.equals(String.valueOf(file.getFileName()))) {
        return new Opened(null, null, Diagnostics.of(badName(settings)));
      }
      directory = file.getParent() == null ? directory : file.getParent();
    }
    var backend =
        new LocalBackend(
            shown(environment.workingDirectory(), directory),
            codec,
            ProcessIdentity.current(),
            environment.clock(),
            environment.lineages(),
            environment.temporary());
    return new Opened(backend, codec, Diagnostics.none());
  }

  /// The path as seen from where the process itself stands, when that is the working directory.
  private static Path shown(Path workingDirectory, Path directory) {
    boolean here = workingDirectory.equals(Path.of("").toAbsolutePath());
    return here && directory.startsWith(workingDirectory)
        ? workingDirectory.relativize(directory)
        : directory;
  }

  private static @Nullable KeySource keys(
      Session session, String directory, @Nullable EncryptionSettings encryption) {
    if (encryption == null) {
      return new KeySource.NoKey();
    }
    if (encryption.keyFile() != null) {
      Path base = session.environment().resolve(directory);
      return new KeySource.KeyFile(base.resolve(encryption.keyFile()));
    }
    String name = encryption.passphraseEnvironment();
    String passphrase = name == null ? null : session.environment().variables().get(name);
    return passphrase == null || passphrase.isEmpty() ? null : new KeySource.Passphrase(passphrase);
  }

  private static Diagnostic missingPassphrase(@Nullable EncryptionSettings encryption) {
    String name = encryption == null ? "" : String.valueOf(encryption.passphraseEnvironment());
    return Diagnostic.error(
        "No passphrase for the state",
        "The state's secrets are sealed with a passphrase, which is taken from the environment "
            + "variable %s. It is not set. Set it and run again.".formatted(name),
        encryption == null ? null : encryption.range());
  }

  private static Diagnostic badName(BackendSettings settings) {
    return Diagnostic.error(
        "Unsupported state file name",
        "The file that a local backend keeps its state in is always named %s; its path may name"
                .formatted(STATE)
            + " another directory: path = \"states/prod/%s\".".formatted(STATE),
        settings.range());
  }
}
