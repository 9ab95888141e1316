package io.esform.endtoend;

import io.esform.testing.SampleDriver;
import io.esform.testing.SampleJava;
import io.esform.testing.SamplePack;
import io.esform.testing.ZipFiles;
import io.esform.testing.aws.Emulation;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;

/// A copy of one of `examples/environments`, and `bin/esform` to run on it against an emulator.
final class AwsEnvironment {

  private static final Path REPOSITORY = Path.of("").toAbsolutePath();
  private static final int PATIENCE_MINUTES = 10;

  private final Path directory;
  private final Emulation aws;
  private final List<String> variables = new ArrayList<>();

  private AwsEnvironment(Path directory, Emulation aws) {
    this.directory = directory;
    this.aws = aws;
  }

  /// The result of a run of `bin/esform`.
  ///
  /// @param output both streams, in order of arrival
  record Run(int exitCode, String output) {}

  static AwsEnvironment copiedTo(Path root, String name, Emulation aws) throws Exception {
    Sources.copy(REPOSITORY.resolve("modules"), root.resolve("modules"));
    Path copied = root.resolve("examples/environments").resolve(name);
    Files.createDirectories(copied.getParent());
    Sources.copy(REPOSITORY.resolve("examples/environments").resolve(name), copied);
    var environment = new AwsEnvironment(copied, aws);
    environment.set(
        "image=ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64");
    String pack = SamplePack.copy().zipTo(copied.resolve("pack.zip"));
    environment.set("pack=" + input("pack.zip", pack));
    return environment.setDriver("8.4.0").setJava("17.0.9");
  }

  private static String input(String name, String sha256) {
    return "{ source = \"%s\", sha256 = \"%s\" }".formatted(name, sha256);
  }

  /// Uses MySQL Connector/J of this version.
  AwsEnvironment setDriver(String version) throws Exception {
    SortedMap<String, byte[]> jar = SampleDriver.files("com.mysql.cj.jdbc.Driver", version, 8);
    return set(
        "jdbc_driver=" + input("driver.jar", ZipFiles.write(directory.resolve("driver.jar"), jar)));
  }

  /// Uses a JRE of this version.
  AwsEnvironment setJava(String version) throws Exception {
    return set("java=" + input("jre.zip", SampleJava.zipTo(directory.resolve("jre.zip"), version)));
  }

  /// Sets a variable for this and all later runs: `max_active=60`.
  AwsEnvironment set(String variable) {
    String name = variable.substring(0, variable.indexOf('=') + 1);
    variables.removeIf(known -> known.startsWith(name));
    variables.add(variable);
    return this;
  }

  Run run(String command, String... arguments) {
    var words = new ArrayList<String>();
    words.add(REPOSITORY.resolve("bin/esform").toString());
    words.add(command);
    words.addAll(List.of(arguments));
    variables.forEach(variable -> words.add("-var=" + variable));
    try {
      File output = File.createTempFile("esform", ".out", directory.toFile());
      var builder =
          new ProcessBuilder(words)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output);
      builder.environment().put("AWS_ENDPOINT_URL", aws.endpoint());
      builder.environment().put("AWS_REGION", "eu-central-1");
      builder.environment().put("AWS_ACCESS_KEY_ID", "test");
      builder.environment().put("AWS_SECRET_ACCESS_KEY", "test");
      builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
      Process process = builder.start();
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("Still running: " + Files.readString(output.toPath()));
      }
      String text = Files.readString(output.toPath());
      Files.delete(output.toPath());
      return new Run(process.exitValue(), text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(failure);
    }
  }

  String state() throws IOException {
    return Files.readString(directory.resolve("esform.state"));
  }
}
