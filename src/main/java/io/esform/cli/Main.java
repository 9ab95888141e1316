package io.esform.cli;

import io.esform.cli.session.Environment;
import io.esform.cli.session.Terminal;
import io.esform.es.InputFiles;
import io.esform.provider.ProviderDefinition;
import io.esform.providers.aws.AwsProvider;
import io.esform.providers.builtin.BuiltinProvider;
import io.esform.providers.builtin.RemoteStates;
import io.esform.providers.local.LocalProvider;
import io.esform.providers.local.MachineMemory;
import io.esform.state.backend.BackendType;
import io.esform.state.backend.LocalBackendType;
import io.esform.state.backend.ProcessIdentity;
import io.esform.state.backend.http.HttpBackendType;
import io.esform.state.backend.s3.S3BackendType;
import io.esform.state.disk.Disk;
import io.esform.state.kms.KmsKeys;
import io.esform.task.Tasks;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// The entry point: reads the process environment, runs a command and exits.
///
/// The launcher describes the standard streams in the system properties `esform.terminal.in`,
/// `esform.terminal.out` and `esform.columns`. Without them, no stream is a terminal.
public final class Main {

  private static final int DEFAULT_WIDTH = 80;
  private static final String UNPACKAGED = "0.1.0";

  /// The first is for configurations without a `backend` block.
  private static final List<BackendType> BACKENDS =
      List.of(new LocalBackendType(), new S3BackendType(), new HttpBackendType());

  private Main() {}

  public static void main(String[] arguments) {
    Terminal terminal = terminal(System.getenv());
    var program = new Program(environment(terminal), terminal);
    int code = program.run(Program.words(arguments)).code();
    System.exit(code);
  }

  private static Environment environment(Terminal terminal) {
    String version = Main.class.getPackage().getImplementationVersion();
    return new Environment(
        new TreeMap<>(System.getenv()),
        Path.of("").toAbsolutePath(),
        Path.of(System.getProperty("user.home", "/")),
        Path.of(System.getProperty("java.io.tmpdir", "/tmp")),
        Clock.systemUTC(),
        new SecureRandom(),
        Tasks.real(),
        Disk.real(),
        ProcessIdentity.current(),
        version == null ? UNPACKAGED : version.replace("-SNAPSHOT", ""),
        () -> UUID.randomUUID().toString(),
        BACKENDS,
        new KmsKeys(),
        Main::providers,
        new SignalInterruptions(terminal.err()));
  }

  private static List<ProviderDefinition> providers(InputFiles inputFiles, RemoteStates states) {
    return List.of(
        new BuiltinProvider(new SecureRandom(), Clock.systemUTC(), states),
        new LocalProvider(
            System.getenv(), Clock.systemUTC(), Tasks.real(), inputFiles, MachineMemory.ofLinux()),
        new AwsProvider(Clock.systemUTC(), Tasks.real(), inputFiles));
  }

  private static Terminal terminal(Map<String, String> variables) {
    boolean terminalOut = Boolean.getBoolean("esform.terminal.out");
    boolean coloured =
        terminalOut
            && variables.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(variables.get("TERM"));
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        terminalOut && Boolean.getBoolean("esform.terminal.in"),
        width(variables),
        coloured);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  private static int width(Map<String, String> variables) {
    int configured = Integer.getInteger("esform.columns", 0);
    if (configured > 0) {
      return configured;
    }
    try {
      return Integer.parseInt(variables.getOrDefault("COLUMNS", ""));
    } catch (NumberFormatException _) {
      return DEFAULT_WIDTH;
    }
  }
}
