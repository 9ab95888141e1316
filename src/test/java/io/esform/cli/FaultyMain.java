package io.esform.cli;

import io.esform.cli.session.Environment;
import io.esform.cli.session.Terminal;
import io.esform.providers.builtin.BuiltinProvider;
import io.esform.state.backend.LocalBackendType;
import io.esform.state.backend.ProcessIdentity;
import io.esform.state.backend.http.HttpBackendType;
import io.esform.state.backend.s3.S3BackendType;
import io.esform.state.disk.Disk;
import io.esform.state.kms.KmsKeys;
import io.esform.task.Tasks;
import io.esform.testing.CloudNote;
import io.esform.testing.DelegatingDisk;
import io.esform.testing.FaultyDisk;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/// esform in a separate process, on a disk that kills or pauses it at one operation:
///
///     FaultyMain halt FAULT NUMBER COMMAND...
///     FaultyMain pause OPERATION FILE COMMAND...
///
/// A pause prints `PAUSED` and lasts until a byte is read from standard input. The property `clock`
/// advances the clock by that number of hours; with `shared`, the disk of a pause is shared with
/// other machines.
public final class FaultyMain {

  static final String PAUSED = "PAUSED";

  private FaultyMain() {}

  public static void main(String[] arguments) {
    Disk disk =
        arguments[0].equals("halt")
            ? FaultyDisk.halting(
                FaultyDisk.Fault.valueOf(arguments[1]), Integer.parseInt(arguments[2]))
            : new PausingDisk(arguments[1], arguments[2]);
    var terminal =
        new Terminal(
            stream(FileDescriptor.out),
            stream(FileDescriptor.err),
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
            false,
            80,
            false);
    int code =
        new Program(environment(terminal, disk), terminal)
            .run(Arrays.asList(arguments).subList(3, arguments.length))
            .code();
    System.exit(code);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  private static Environment environment(Terminal terminal, Disk disk) {
    var random = new SecureRandom();
    var clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(Long.getLong("clock", 0)));
    Path here = Path.of("").toAbsolutePath();
    return new Environment(
        new TreeMap<>(System.getenv()),
        here,
        here,
        here,
        clock,
        random,
        Tasks.real(),
        disk,
        ProcessIdentity.current(),
        "0.1.0",
        () -> UUID.randomUUID().toString(),
        List.of(new LocalBackendType(), new S3BackendType(), new HttpBackendType()),
        new KmsKeys(),
        (_, states) ->
            List.of(
                new BuiltinProvider(random, clock, states),
                Note.provider(here),
                CloudNote.provider()),
        new SignalInterruptions(terminal.err()));
  }

  /// Pauses before the first such operation on a file of that name.
  private static final class PausingDisk extends DelegatingDisk {
    private final String operation;
    private final String name;
    private boolean paused;

    PausingDisk(String operation, String name) {
      this.operation = operation;
      this.name = name;
    }

    @Override
    public boolean isLocal(Path directory) {
      return !Boolean.getBoolean("shared") && super.isLocal(directory);
    }

    private synchronized void reach(String reached, Path file) throws IOException {
      if (!paused && reached.equals(operation) && file.getFileName().toString().equals(name)) {
        paused = true;
        System.out.println(PAUSED);
        System.out.flush();
        if (System.in.read() < 0) {
          throw new IOException("whoever paused this process has gone");
        }
      }
    }

    @Override
    public void create(Path file, byte[] content) throws IOException {
      reach("create", file);
      super.create(file, content);
    }

    @Override
    public void append(Path file, byte[] content) throws IOException {
      reach("append", file);
      super.append(file, content);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      reach("move", to);
      super.move(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
      reach("delete", file);
      super.delete(file);
    }
  }
}
