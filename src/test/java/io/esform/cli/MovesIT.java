package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.esform.state.backend.BackendType;
import io.esform.state.backend.LocalBackendType;
import io.esform.state.backend.http.HttpBackendType;
import io.esform.state.backend.http.TerraformServer;
import io.esform.state.backend.s3.S3BackendType;
import io.esform.testing.S3Server;
import io.esform.testing.aws.AwsProxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/// A state with secrets moves from files to a bucket, to an HTTP server, and back to files. At each
/// place the commands for states work, the resources are the same, and nothing that was written or
/// sent contains a secret.
@Tag("real")
class MovesIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<BackendType> BACKENDS =
      List.of(new LocalBackendType(), new S3BackendType(), new HttpBackendType());
  private static final String GIVEN = "tok3n-Secret-4711";
  private static final String KEY = "key_file = \"first.key\"";
  private static final String OTHER_KEY = "key_file = \"second.key\"";
  private static final String LOCAL = "backend \"local\" { path = \"states/esform.state\" }";

  private final Path directory;
  private final S3Server server;
  private final AwsProxy sent;
  private final List<String> secrets = new ArrayList<>(List.of(GIVEN));
  @AutoClose private final TerraformServer http = TerraformServer.start();

  MovesIT(@TempDir Path directory) throws IOException {
    this.directory = directory;
    server = S3Server.start(directory);
    sent = AwsProxy.before(server.address());
    try (S3Client client = server.client()) {
      client.createBucket(bucket -> bucket.bucket("states"));
    }
  }

  @AfterEach
  void end() {
    sent.close();
    server.close();
  }

  private String bucket() {
    return """
    backend "s3" {
        bucket         = "states"
        key            = "esform.state"
        region         = "eu-central-1"
        endpoint       = "%s"
        use_path_style = true
      }\
    """
        .formatted(sent.endpoint());
  }

  private String httpServer() {
    return """
    backend "http" {
        address      = "%s"
        lock_address = "%s"
      }\
    """
        .formatted(http.address(), http.lockAddress());
  }

  private void write(String backend, String key) throws IOException {
    Files.writeString(
        directory.resolve("main.esf"),
        """
        esform {
          %s
          encryption {
            %s
          }
        }

        variable "given" {
          sensitive = true
        }

        resource "random_password" "made" {
          length = 24
        }

        resource "tls_private_key" "made" {
          algorithm = "ECDSA"
        }

        resource "esform_data" "both" {
          input = "${var.given} ${random_password.made.result}"
        }

        output "made" {
          value     = random_password.made.result
          sensitive = true
        }

        output "key" {
          value     = tls_private_key.made.private_key_pem
          sensitive = true
        }
        """
            .formatted(backend, key));
  }

  @Test
  void aStateWithSecretsMovesThroughAllBackends() throws Exception {
    write(LOCAL, KEY);
    done("init");
    done("plan", "--out", "made.esplan");
    done("apply", "made.esplan");
    secrets.add(shown("made"));
    shown("key").lines().filter(line -> !line.startsWith("---")).forEach(secrets::add);
    assertThat(secrets).hasSizeGreaterThan(3);
    assertThat(resources()).hasSize(3);

    for (String backend : List.of(bucket(), httpServer(), LOCAL.replace("states", "back"))) {
      String resources = resources().toString();
      write(backend, KEY);
      done("init", "--migrate-state", "--auto-approve");
      assertThat(resources()).hasToString(resources);
      assertThat(done("plan")).contains("No changes");
      use(backend);
    }
  }

  /// All commands that write a state.
  private void use(String backend) throws IOException {
    JsonNode before = resources();
    done("state", "mv", "esform_data.both", "esform_data.moved");
    done("state", "mv", "esform_data.moved", "esform_data.both");
    write(backend, rekeyed(OTHER_KEY, KEY));
    done("state", "rekey");
    write(backend, rekeyed(KEY, OTHER_KEY));
    done("state", "rekey");
    if (!backend.contains("http\" {")) {
      List<String> versions = done("state", "versions").lines().toList();
      String earlier = versions.get(2).strip().split(" ", 2)[0];
      done("state", "restore", "--auto-approve", earlier);
    }
    write(backend, KEY);
    assertThat(names(resources())).isEqualTo(names(before));
  }

  private static String rekeyed(String current, String fallback) {
    return "%s\n    fallback {\n      %s\n    }".formatted(current, fallback);
  }

  private static List<String> names(JsonNode resources) {
    return resources.findValuesAsText("name");
  }

  private JsonNode resources() throws IOException {
    return JSON.readTree(done("state", "pull")).path("resources");
  }

  private String shown(String output) {
    return run("output", "--raw", output).out().strip();
  }

  private CommandRun run(String... words) {
    List<String> all =
        Stream.concat(Stream.of("ESFORM_VAR_given=" + GIVEN), Stream.of(words)).toList();
    return CommandRun.of(directory, all, null, BACKENDS);
  }

  private String done(String... words) throws IOException {
    CommandRun run = run(words);
    String what = String.join(" ", words);
    assertThat(run.exit()).as("%s\n%s", what, run.err()).isZero();
    assertHidden(what + "\n" + run.out() + run.err());
    assertHidden(what + "\n" + String.valueOf(http.state()));
    sent.calls().forEach(call -> assertHidden(what + "\n" + call));
    sent.forgetCalls();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertHidden(
            what + "\n" + file + "\n" + Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return run.out();
  }

  /// Neither plain nor in base64, in which a part of a text has one of three encodings.
  private void assertHidden(String text) {
    for (String secret : secrets) {
      assertThat(text).doesNotContain(secret);
      for (int before = 0; before < 3; before++) {
        String encoded =
            Base64.getEncoder()
                .encodeToString(("x".repeat(before) + secret).getBytes(StandardCharsets.UTF_8));
        // Without the characters that also depend on what precedes or follows the secret.
        assertThat(text).doesNotContain(encoded.substring(4, encoded.length() - 4));
      }
    }
  }
}
