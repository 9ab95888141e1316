package io.esform.render.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Await;
import io.esform.testing.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rendered scripts, executed by a MariaDB server that listens only on a socket.
@Tag("real")
class SqlFilesIT {

  private static final DatabaseServer SERVER =
      new DatabaseServer("127.0.0.1", List.of("ES_regdb"), "wso2es", "localhost", 50, "64M");

  @TempDir Path directory;
  private Process server;

  @BeforeEach
  void start() throws Exception {
    String data = "--datadir=" + directory.resolve("data");
    assertThat(
            Command.run(
                    "mariadb-install-db",
                    "--no-defaults",
                    data,
                    "--user=root",
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db")
                .status())
        .isZero();
    server =
        new ProcessBuilder(
                "mariadbd",
                "--no-defaults",
                data,
                "--user=root",
                "--skip-networking",
                "--socket=" + socket(),
                "--pid-file=" + directory.resolve("pid"))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    Await.untilOrEnd(
        "the server listens",
        300,
        Duration.ofMillis(100),
        server,
        () -> Files.exists(Path.of(socket())),
        () -> "Its log is in " + directory.resolve("log"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.destroy();
    server.waitFor();
  }

  @Test
  void theStatementsRunAnyNumberOfTimesAndGrantNoMoreThanAsked() throws Exception {
    String statements = "SET @esform_password = 'first'; " + SqlFiles.databases(SERVER);
    assertThat(root(statements)).isEmpty();
    assertThat(root(statements.replace("'first'", "'second'"))).isEmpty();
    assertThat(root("CREATE DATABASE ESxregdb")).isEmpty();
    assertThat(asUser("second", "SHOW DATABASES")).contains("ES_regdb").doesNotContain("ESxregdb");
    assertThat(asUser("first", "SELECT 1")).contains("Access denied");
    assertThat(
            root(
                "SELECT default_character_set_name FROM information_schema.schemata"
                    + " WHERE schema_name = 'ES_regdb'"))
        .contains("latin1");
  }

  private String socket() {
    return directory.resolve("socket").toString();
  }

  private String root(String statements) throws Exception {
    return client("root", "", statements);
  }

  private String asUser(String password, String statements) throws Exception {
    return client("wso2es", password, statements);
  }

  private String client(String user, String password, String statements) throws Exception {
    return Command.run(
            "mariadb",
            "--no-defaults",
            "--socket=" + socket(),
            "-u" + user,
            "--password=" + password,
            "-NBe",
            statements)
        .output();
  }
}
