package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.backend.BackendType;
import io.esform.state.backend.LocalBackendType;
import io.esform.state.backend.http.HttpBackendType;
import io.esform.state.backend.http.TerraformServer;
import io.esform.state.backend.objects.MemoryBackendType;
import io.esform.state.backend.objects.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands of a configuration, in `app`, that reads the outputs of another one, in `network`.
class RemoteStateTest {

  private static final String PASSWORD = "ESFORM_HTTP_PASSWORD=correct-horse";

  private static final String OBJECTS =
      """
      resource "esform_data" "vpc" {
        input = "vpc-1"
      }

      output "vpc_id" {
        value = esform_data.vpc.output
      }
      """;

  private static final String SECRET =
      """

      esform {
        encryption {
          key_file = "network.key"
        }
      }

      output "password" {
        value     = "hunter2-of-the-network"
        sensitive = true
      }
      """;

  private static final String USE =
      """

      resource "esform_data" "server" {
        input = data.esform_remote_state.network.outputs.vpc_id
      }
      """;

  @TempDir private Path directory = Path.of("unset");
  @AutoClose private final TerraformServer server = TerraformServer.start();
  private final MemoryStore store = new MemoryStore();

  @BeforeEach
  void create() throws IOException {
    Files.createDirectory(directory.resolve("network"));
    Files.createDirectory(directory.resolve("app"));
    Files.createDirectory(directory.resolve("other"));
  }

  private void write(String configuration, String text) throws IOException {
    Files.writeString(directory.resolve(configuration).resolve("main.esf"), text);
  }

  private CommandRun run(String configuration, String... words) {
    List<BackendType> backends =
        List.of(new LocalBackendType(), new HttpBackendType(), new MemoryBackendType(store));
    return CommandRun.of(directory.resolve(configuration), Arrays.asList(words), null, backends);
  }

  private String done(String configuration, String... words) {
    CommandRun run = run(configuration, words);
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    return run.out();
  }

  private String failed(String configuration, String... words) {
    CommandRun run = run(configuration, words);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).doesNotContain("Exception", "hunter2");
    return run.err().replaceAll("\\s+", " ");
  }

  private static String data(String backend, String config) {
    return """
    data "esform_remote_state" "network" {
      backend = "%s"

      config = {
        %s
      }
    }
    """
        .formatted(backend, config);
  }

  private static String localData() {
    return data("local", "path = \"../network/esform.state\"");
  }

  private SortedMap<String, String> files(String configuration) throws IOException {
    var contents = new TreeMap<String, String>();
    try (Stream<Path> paths = Files.walk(directory.resolve(configuration))) {
      for (Path path : paths.toList()) {
        contents.put(path.toString(), Files.isDirectory(path) ? "" : Files.readString(path));
      }
    }
    return contents;
  }

  // Reads only

  @Test
  void aDirectoryIsOnlyRead() throws IOException {
    write("network", OBJECTS);
    done("network", "apply", "--auto-approve");
    SortedMap<String, String> before = files("network");
    write("app", localData() + USE);
    done("app", "apply", "--auto-approve");
    assertThat(done("app", "state", "show", "esform_data.server")).contains("\"vpc-1\"");
    assertThat(files("network")).isEqualTo(before);
  }

  @Test
  void aStoreIsOnlyRead() throws IOException {
    write("network", "esform {\n  backend \"memory\" {}\n}\n\n" + OBJECTS);
    done("network", "apply", "--auto-approve");
    done("network", "workspace", "new", "staging");
    done("network", "apply", "--auto-approve");
    store.setReadOnly(true);
    String staging =
        data("memory", "").replace("backend =", "workspace = \"staging\"\n  backend =");
    for (String each : List.of(data("memory", ""), staging)) {
      write("app", each + USE);
      done("app", "apply", "--auto-approve");
      assertThat(done("app", "state", "show", "esform_data.server")).contains("\"vpc-1\"");
    }
    write("app", staging.replace("staging", "stagin") + USE);
    assertThat(failed("app", "plan"))
        .contains("Unknown workspace", "Did you mean \"staging\"?", "main.esf:2:15");
  }

  @Test
  void aServerReceivesOnlyReads() throws IOException {
    String arguments = "address = \"%s\"\n    username = \"ann\"".formatted(server.address());
    String locked = arguments + "\n    lock_address = \"%s\"".formatted(server.lockAddress());
    write("network", "esform {\n  backend \"http\" {\n    " + locked + "\n  }\n}\n" + OBJECTS);
    done("network", PASSWORD, "apply", "--auto-approve");
    int before = server.calls().size();
    write("app", data("http", locked) + USE);
    done("app", PASSWORD, "apply", "--auto-approve");
    assertThat(server.calls().subList(before, server.calls().size()))
        .isNotEmpty()
        .allMatch(call -> call.startsWith("GET "));
  }

  @Test
  void aServerThatDoesNotAnswerIsReportedWithItsPlace() throws IOException {
    write("app", data("http", "address = \"" + server.address() + "\"") + USE);
    server.close();
    assertThat(failed("app", "ESFORM_HTTP_RETRY_MAX=0", "plan"))
        .contains("State cannot be read", "accepts no connection", "main.esf:4:12");
  }

  @Test
  void aPasswordInTheConfigurationIsNotShown() throws IOException {
    String address = "address = \"%s\"".formatted(server.address());
    write(
        "app",
        data("http", address + "\n    username = \"ann\"\n    password = \"hunter2\"")
                .replaceFirst("(?s)}\n$", "depends_on = [esform_data.first]\n}\n")
            + "resource \"esform_data\" \"first\" {}\n"
            + USE);
    CommandRun planned = run("app", "plan");
    assertThat(planned.exit()).isZero();
    assertThat(planned.out()).contains("esform_remote_state").doesNotContain("hunter2");
    assertThat(server.calls()).isEmpty();
    assertThat(failed("app", "apply", "--auto-approve"))
        .contains("Unable to find remote state", server.address());
  }

  // While the other configuration changes

  @Test
  void theLastSavedOutputsAreReadDuringARun() throws IOException {
    write("network", OBJECTS);
    done("network", "apply", "--auto-approve");
    Path state = directory.resolve("network/esform.state");
    Files.writeString(state.resolveSibling("esform.state.journal"), "no journal");
    Files.writeString(state.resolveSibling("esform.state.holder"), "no holder");
    write("app", localData() + USE);
    done("app", "apply", "--auto-approve");
    assertThat(done("app", "state", "show", "esform_data.server")).contains("\"vpc-1\"");
  }

  // Deferred reads

  private void writeDeferred(String use) throws IOException {
    write("network", OBJECTS + SECRET);
    done("network", "apply", "--auto-approve");
    String late =
        localData()
            .replaceFirst(
                "(?s)}\n$",
                """

                  encryption {
                    key_file = "../network/network.key"
                  }

                  depends_on = [esform_data.first]
                }

                resource "esform_data" "first" {}
                """);
    write("app", late + use);
  }

  @Test
  void aStateIsReadDuringTheApplyIfADependencyChanges() throws IOException {
    writeDeferred(USE);
    assertThat(run("app", "plan").out()).contains("esform_remote_state", "known after apply");
    done("app", "apply", "--auto-approve");
    assertThat(done("app", "state", "show", "esform_data.server")).contains("\"vpc-1\"");
    assertThat(run("app", "plan", "--detailed-exitcode").exit()).isZero();
  }

  /// The plan cannot know that the value will be a secret.
  @Test
  void aSecretThatIsReadLateReachesNoStateInClear() throws IOException {
    writeDeferred(USE.replace("vpc_id", "password"));
    assertThat(failed("app", "apply", "--auto-approve"))
        .contains("Secrets need an encrypted state", "esform_data.server");
    assertThat(files("app").toString()).doesNotContain("hunter2-of", "esform_data.server\",");
    assertThat(done("app", "state", "list")).isEqualTo("esform_data.first\n");
  }

  @Test
  void aSecretThatIsReadLateIsNoOpenOutput() throws IOException {
    writeDeferred(
        """
        output "password" {
          value = data.esform_remote_state.network.outputs.password
        }
        """);
    assertThat(failed("app", "apply", "--auto-approve")).contains("ensitive");
    assertThat(done("app", "output")).doesNotContain("hunter2");
  }

  // Secrets

  @Test
  void aSecretIsRefusedWithoutEncryptionAndSealedWithIt() throws IOException {
    write("network", OBJECTS + SECRET);
    done("network", "apply", "--auto-approve");
    String key = "encryption {\n    key_file = \"../network/network.key\"\n  }\n}\n";
    String data = localData().replaceFirst("(?s)}\n$", key);
    write("app", data + USE.replace("vpc_id", "password"));
    assertThat(failed("app", "plan")).contains("Secrets need an encrypted state");
    String encryption = "esform {\n  encryption {\n    key_file = \"app.key\"\n  }\n}\n";
    write("app", encryption + data + USE.replace("vpc_id", "password"));
    assertThat(done("app", "apply", "--auto-approve")).doesNotContain("hunter2");
    assertThat(done("app", "show")).contains("(sensitive)").doesNotContain("hunter2");
    assertThat(Files.readString(directory.resolve("app/esform.state"))).doesNotContain("hunter2");
  }

  @Test
  void aKeyThatDoesNotFitIsNamed() throws IOException {
    write("network", OBJECTS + SECRET);
    done("network", "apply", "--auto-approve");
    write("app", localData() + USE);
    assertThat(failed("app", "plan"))
        .contains("Encryption key needed", "No encryption is configured", "main.esf:4:12")
        .contains("encryption { key_file = \"other.key\" }");
    write("other", OBJECTS + SECRET.replace("network.key", "other.key"));
    done("other", "apply", "--auto-approve");
    write(
        "app",
        localData()
                .replaceFirst(
                    "(?s)}\n$", "encryption {\n    key_file = \"../other/other.key\"\n  }\n}\n")
            + USE);
    assertThat(failed("app", "plan"))
        .contains("Wrong encryption key", "other/other.key\": the key")
        .doesNotContain("fallback");
    write(
        "app",
        localData()
                .replaceFirst(
                    "(?s)}\n$", "encryption {\n    passphrase_environment = \"UNSET\"\n  }\n}\n")
            + USE);
    assertThat(failed("app", "plan")).contains("a key of another kind");
  }

  /// Its own key file is tried without being named.
  @Test
  void theKeysOfTheConfigurationAreTried() throws IOException {
    write("network", OBJECTS + SECRET);
    done("network", "apply", "--auto-approve");
    String own =
        """
        esform {
          encryption {
            key_file = "app.key"

            fallback {
              key_file = "../network/network.key"
            }
          }
        }

        """;
    write("app", own + localData() + USE.replace("vpc_id", "password"));
    done("app", "apply", "--auto-approve");
    assertThat(done("app", "show")).contains("(sensitive)");
  }

  @Test
  void aPlanFileReadsTheStateAgain() throws IOException {
    write("network", OBJECTS);
    done("network", "apply", "--auto-approve");
    write("app", localData() + USE);
    assertThat(run("app", "plan", "--out", "saved.plan").exit()).isZero();
    done("app", "apply", "saved.plan");
    assertThat(run("app", "plan", "--out", "saved.plan").exit()).isZero();
    write("network", OBJECTS.replace("vpc-1", "vpc-2"));
    done("network", "apply", "--auto-approve");
    assertThat(failed("app", "apply", "saved.plan")).contains("Plan cannot be reproduced");
  }
}
