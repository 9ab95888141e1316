package io.esform.render.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The part of `node.sh` that unpacks a delivered Java, in a directory, with small programs instead
/// of Java.
@Tag("real")
final class DeliveredJavaIT {

  private static final Path SCRIPT = Path.of("src/main/resources/io/esform/render/boot/node.sh");
  private static final String PROGRAM = "#!/bin/sh\necho \"java $*\"\n";

  @TempDir private Path directory = Path.of("unset");

  @BeforeEach
  void makeDirectories() throws IOException {
    for (String name : new String[] {"lib/inputs", "work", "javas", "archive"}) {
      Files.createDirectories(directory.resolve(name));
    }
  }

  @Test
  void theShallowestHomeOfATarArchiveIsUnpackedOnce() throws Exception {
    program("jdk8u392-b08/bin/java", PROGRAM);
    program("jdk8u392-b08/jre/bin/java", "#!/bin/sh\nexit 1\n");
    tar();

    assertThat(run("")).isEqualTo("unpacking Java\nhome javas/one\n");
    assertThat(run("")).isEqualTo("home javas/one\n");
    assertThat(directory.resolve("javas/one/jre/bin/java")).isExecutable();
    assertThat(directory.resolve("javas")).isDirectoryNotContaining("glob:**/new");
    assertThat(directory.resolve("lib/inputs/java")).as("the delivered archive").exists();
  }

  @Test
  void aFetchedArchiveIsRemoved() throws Exception {
    program("jre/bin/java", PROGRAM);
    tar();

    assertThat(run("java_url=https://example.com/jre")).endsWith("home javas/one\n");
    assertThat(directory.resolve("lib/inputs/java")).doesNotExist();
  }

  @Test
  void theProgramsOfAZipFileWithoutModesBecomeExecutable() throws Exception {
    program("package/java-runtime/bin/java", PROGRAM);
    program("package/java-runtime/lib/jspawnhelper", PROGRAM);
    shell("cd archive && chmod -R a-x+X . && python3 -m zipfile -c ../lib/inputs/java package");

    assertThat(run("")).endsWith("home javas/one\n");
    assertThat(directory.resolve("javas/one/bin/java")).isExecutable();
    assertThat(directory.resolve("javas/one/lib/jspawnhelper")).isExecutable();
  }

  @Test
  void theUserOfCarbonCanReadIt() throws Exception {
    program("jre/bin/java", PROGRAM);
    program("jre/lib/modules", "");
    shell("cd archive && chmod 600 jre/lib/modules && chmod 700 jre/lib");
    tar();
    run("");

    assertThat(shell("stat -c %A javas/one/lib/modules javas/one/lib"))
        .isEqualTo("-rw-r--r--\ndrwxr-xr-x\n");
  }

  @Test
  void anArchiveWithoutJavaSaysSo() throws Exception {
    program("jdk/bin/java.exe", PROGRAM);
    tar();

    assertThat(run("")).contains("failed the archive of Java has no bin/java");
  }

  @Test
  void aFileThatIsNoArchiveSaysSo() throws Exception {
    Files.writeString(directory.resolve("lib/inputs/java"), "<html>Not found</html>");

    assertThat(run("")).contains("failed the archive of Java cannot be unpacked: ");
  }

  /// The head of a program for Linux on another processor.
  @Test
  void aJavaForAnotherProcessorSaysSo() throws Exception {
    Files.createDirectories(directory.resolve("archive/jre/bin"));
    shell(
        "printf '\\177ELF\\2\\1\\1\\0\\0\\0\\0\\0\\0\\0\\0\\0\\2\\0\\363\\1\\1\\0\\0\\0'"
            + " > archive/jre/bin/java");
    tar();

    assertThat(run(""))
        .containsPattern(
            "failed the Java of the archive does not run on this host \\(\\w+\\): cannot execute");
    assertThat(directory.resolve("javas/one")).doesNotExist();
  }

  @Test
  void onlyTheJavaInUseIsKept() throws Exception {
    program("jre/bin/java", PROGRAM);
    tar();
    Files.createDirectories(directory.resolve("javas/old/bin"));

    assertThat(run("")).endsWith("home javas/one\n");
    assertThat(directory.resolve("javas/old")).as("until Carbon runs").exists();

    run("", "remove_other_javas");
    assertThat(directory.resolve("javas/old")).doesNotExist();
    assertThat(directory.resolve("javas/one")).exists();
  }

  @Test
  void withoutADeliveredJavaNoneIsKept() throws Exception {
    program("home/bin/java", PROGRAM);
    Files.createDirectories(directory.resolve("javas/old/bin"));
    Files.writeString(directory.resolve("lib/inputs/java"), "old");

    assertThat(run("unset java_url java_sha256; java_home=archive/home", "remove_other_javas"))
        .isEqualTo("home archive/home\n");
    assertThat(directory.resolve("javas")).isEmptyDirectory();
    assertThat(directory.resolve("lib/inputs")).isEmptyDirectory();
  }

  @Test
  void withoutTheProgramKeytoolJavaRunsItsClass() throws Exception {
    program("jre/bin/java", PROGRAM);
    tar();
    assertThat(run("", "keytool -list"))
        .endsWith("home javas/one\njava sun.security.tools.keytool.Main -list\n");

    Path keytool = Files.writeString(directory.resolve("javas/one/bin/keytool"), PROGRAM);
    assertThat(keytool.toFile().setExecutable(true)).isTrue();
    assertThat(run("", "keytool -list")).endsWith("home javas/one\njava -list\n");
  }

  private void program(String path, String text) throws IOException {
    Path file = directory.resolve("archive").resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private void tar() throws IOException, InterruptedException {
    shell("tar -czf lib/inputs/java -C archive .");
  }

  private String run(String settings) throws IOException, InterruptedException {
    return run(settings, ":");
  }

  /// @param settings commands before the part of the script
  /// @param after a command after it
  /// @return the output, with the status line of a failure
  private String run(String settings, String after) throws IOException, InterruptedException {
    return shell(
        """
        lib=lib work=work java_home= java_url= java_sha256=one
        %s
        say() { echo "$*"; }
        fail() { echo "failed $*"; exit 0; }
        fetch() { [ -e "$lib/inputs/$1" ] || fail "no input"; }
        . <(sed -n '/^javas=/,/^pack=/p' %s | sed '/^pack=/d; s|^javas=.*|javas=javas|')
        echo "home $java_home"
        %s
        """
            .formatted(settings, SCRIPT.toAbsolutePath(), after));
  }

  private String shell(String script) throws IOException, InterruptedException {
    var result = Command.run("bash", "-c", "set -eEuo pipefail\ncd " + directory + "\n" + script);
    assertThat(result.status()).as(result.output()).isZero();
    return result.output();
  }
}
