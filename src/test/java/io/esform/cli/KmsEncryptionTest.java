package io.esform.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.file.StateCodec;
import io.esform.testing.FaultyDisk;
import io.esform.testing.aws.FakeKms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands with a key of AWS KMS, on a KMS on the loopback address.
class KmsEncryptionTest {

  private static final String FILE = "key_file = \"first.key\"";
  private static final String WORDS = "passphrase_environment = \"WORDS\"";
  private static final String SET_WORDS = "WORDS=open sesame";

  @TempDir Path directory;
  private String key = "";
  private String own = "";
  private final FakeKms kms = started();

  private static FakeKms started() {
    try {
      return FakeKms.start();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @BeforeEach
  void configureTheKey() throws IOException {
    key = kms.createKey();
    kms.alias("alias/esform", key);
    own = named("alias/esform");
    Files.createDirectory(directory.resolve("journals"));
    configure(own);
  }

  @AfterEach
  void stop() {
    kms.close();
  }

  private String named(String name) {
    return "kms_key_id = \"%s\"\nregion = \"eu-central-1\"\nendpoint = \"%s\""
        .formatted(name, kms.endpoint());
  }

  private static String withFallback(String current, String earlier) {
    return current + "\nfallback {\n" + earlier + "\n}";
  }

  private void configure(String encryption) throws IOException {
    Files.writeString(
        directory.resolve("main.esf"),
        """
        esform {
          encryption {
            %s
          }
        }

        variable "password" {
          sensitive = true
        }

        resource "note" "a" {
          name = "a"
          text = var.password
        }

        output "password" {
          value     = var.password
          sensitive = true
        }
        """
            .formatted(encryption));
  }

  private CommandRun run(String... words) {
    return CommandRun.of(directory, Arrays.asList(words), null);
  }

  private CommandRun apply(String password) {
    return run("apply", "-auto-approve", "-var", "password=" + password);
  }

  private List<String> callsOf(Runnable work) {
    kms.forgetCalls();
    work.run();
    return kms.calls();
  }

  private String password(String... before) {
    return CommandRun.of(
            directory,
            Stream.concat(Stream.of(before), Stream.of("output", "--raw", "password")).toList(),
            null)
        .out();
  }

  @Test
  void aFirstApplyCallsTwiceAndEveryLaterRunOnce() {
    assertThat(callsOf(() -> assertThat(apply("hunter2").exit()).isZero()))
        .containsExactly("GenerateDataKey alias/esform", "Decrypt alias/esform");
    assertThat(callsOf(() -> assertThat(password()).isEqualTo("hunter2")))
        .containsExactly("Decrypt alias/esform");
    assertThat(callsOf(() -> assertThat(apply("hunter3").exit()).isZero()))
        .containsExactly("Decrypt alias/esform");
    assertThat(
            callsOf(() ->
                assertThat(run("plan", "-out", "p", "-var", "password=hunter4").exit()).isZero()))
        .containsExactly("Decrypt alias/esform");
    assertThat(callsOf(() -> assertThat(run("apply", "p").exit()).isZero()))
        .containsExactly("Decrypt alias/esform");
    assertThat(password()).isEqualTo("hunter4");
  }

  @Test
  void noFileAndNoOutputContainsASecretOrTheDataKey() throws IOException {
    var output = new StringBuilder();
    for (CommandRun each :
        List.of(
            apply("hunter2"),
            run("plan", "-out", "p", "-var", "password=hunter3"),
            run("apply", "p"),
            run("state", "pull"),
            run("state", "versions"),
            run("state", "rekey"),
            run("show", "-json"))) {
      assertThat(each.exit()).as(each.err()).isZero();
      output.append(each.out()).append(each.err());
    }
    assertThat(directory.resolve("journals")).isNotEmptyDirectory();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file :
          files
              .filter(Files::isRegularFile)
              // The object itself, which has the secret on its platform.
              .filter(file -> !file.startsWith(directory.resolve("notes")))
              .toList()) {
        output.append(Files.readString(file));
      }
    }
    assertThat(output.toString()).contains("\"data_key\"").doesNotContain("hunter");
    for (byte[] dataKey : kms.dataKeys()) {
      assertThat(output)
          .doesNotContain(Base64.getEncoder().withoutPadding().encodeToString(dataKey))
          .doesNotContain(Base64.getUrlEncoder().withoutPadding().encodeToString(dataKey))
          .doesNotContain(HexFormat.of().formatHex(dataKey))
          .doesNotContain(new String(dataKey, StandardCharsets.ISO_8859_1));
    }
    for (String secret : List.of("hunter2", "hunter3")) {
      assertThat(output)
          .doesNotContain(
              Base64.getEncoder()
                  .withoutPadding()
                  .encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void statesMoveBetweenAllKindsOfKeys() throws IOException {
    configure(FILE);
    assertThat(apply("hunter2").exit()).isZero();

    configure(withFallback(own, FILE));
    CommandRun toKms = run("state", "rekey");
    assertThat(toKms.exit()).as(toKms.err()).isZero();
    assertThat(toKms.out()).contains("(kms_key_id \"alias/esform\")").contains("DIR/first.key");
    configure(own);
    assertThat(password()).isEqualTo("hunter2");

    configure(withFallback(WORDS, own));
    assertThat(run(SET_WORDS, "state", "rekey").exit()).isZero();
    configure(WORDS);
    assertThat(password(SET_WORDS)).isEqualTo("hunter2");

    configure(withFallback(own, WORDS));
    assertThat(run(SET_WORDS, "state", "rekey").exit()).isZero();
    configure(own);
    assertThat(password()).isEqualTo("hunter2");
  }

  @Test
  void everyRekeyWithTheSameKmsKeyCreatesANewDataKey() throws IOException {
    assertThat(apply("hunter2").exit()).isZero();
    String before = Files.readString(directory.resolve("esform.state"));
    CommandRun rekeyed = run("state", "rekey");
    assertThat(rekeyed.exit()).isZero();
    assertThat(rekeyed.out()).contains("Encrypted 2 values").contains("Before:\n\n    2 values");
    assertThat(kms.dataKeys()).hasSize(2);
    assertThat(Files.readString(directory.resolve("esform.state"))).isNotEqualTo(before);
    assertThat(password()).isEqualTo("hunter2");
  }

  @Test
  void aDeniedKeyStopsAnApplyBeforeItsFirstStep() {
    kms.refuse(key, "AccessDeniedException", "User is not authorized.");
    CommandRun refused = apply("hunter2");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err().replaceAll("\\s+", " "))
        .contains("Error: Access to the KMS key denied")
        .contains("\"alias/esform\"")
        .contains("(request id request-1)")
        .contains("kms:GenerateDataKey")
        .doesNotContain("hunter2")
        .doesNotContain("\tat ");
    assertThat(directory.resolve("notes/a")).doesNotExist();
    assertThat(directory.resolve("esform.state.journal")).doesNotExist();
  }

  @Test
  void aKeyThatIsDeniedLaterChangesNothing() throws IOException {
    assertThat(apply("hunter2").exit()).isZero();
    String before = Files.readString(directory.resolve("esform.state"));
    kms.refuse(key, "KMSInvalidStateException", key + " is pending deletion.");
    for (CommandRun refused :
        List.of(apply("hunter3"), run("state", "rekey"), run("output", "--raw", "password"))) {
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err().replaceAll("\\s+", " "))
          .contains("KMS key cannot be used")
          .contains("pending deletion")
          .contains("aws kms cancel-key-deletion")
          .contains("esform.state:");
    }
    assertThat(Files.readString(directory.resolve("esform.state"))).isEqualTo(before);
  }

  @Test
  void aKilledApplyLeavesAReadableStateAndJournal() {
    assertThat(apply("hunter2").exit()).isZero();
    int at = 0;
    int exit = CommandRun.HALTED;
    while (exit == CommandRun.HALTED) {
      var disk = FaultyDisk.striking(FaultyDisk.Fault.HALT_HALF_WAY, ++at);
      exit =
          CommandRun.of(
                  directory,
                  List.of("apply", "-auto-approve", "-var", "password=hunter3"),
                  null,
                  disk)
              .exit();
      assertThat(run("plan", "-var", "password=hunter3").exit()).as("step " + at).isZero();
    }
    assertThat(exit).isZero();
    assertThat(password()).isEqualTo("hunter3");
    // The first write of the next run has the same data key as the killed one.
    assertThat(kms.dataKeys()).hasSize(1);
  }

  @Test
  void aVersionIsRestoredWithTheDataKeyThatItNames() throws IOException {
    assertThat(apply("hunter2").exit()).isZero();
    String state = Files.readString(directory.resolve("esform.state"));
    String serial = Long.toString(requireNonNull(StateCodec.header(state)).serial());
    assertThat(run("state", "rekey").exit()).isZero();
    CommandRun restored = run("state", "restore", "--auto-approve", serial);
    assertThat(restored.exit()).as(restored.out() + restored.err()).isZero();
    assertThat(password()).isEqualTo("hunter2");
  }

  @Test
  void faultsOfArgumentsAreReportedTogetherAtTheirLines() throws IOException {
    configure(
        withFallback(
            "kms_key_id = \"esform\"\nrole_arn = \"admin\"\nendpoint = \"kms.example.com\"",
            "kms_key_id = \"" + key + "\"\nregion = \"us-east-1\""));
    CommandRun validated = run("validate");
    assertThat(validated.exit()).isEqualTo(1);
    assertThat(validated.err())
        .contains("Invalid kms_key_id")
        .contains("kms_key_id = \"esform\"")
        .contains("Invalid role_arn")
        .contains("Invalid endpoint")
        .contains("Conflicting arguments")
        .contains("main.esf:3:5")
        .contains("main.esf:8:1");
    assertThat(kms.calls()).isEmpty();
  }

  @Test
  void eachWorkspaceHasItsOwnDataKey() {
    assertThat(apply("hunter2").exit()).isZero();
    assertThat(run("workspace", "new", "staging").exit()).isZero();
    assertThat(apply("hunter3").exit()).isZero();
    assertThat(kms.dataKeys()).hasSize(2);
    assertThat(run("state", "rekey", "--all-workspaces").exit()).isZero();
    assertThat(password()).isEqualTo("hunter3");
  }
}
