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

/// The functions of `node.sh` that reset mounts in the local registry of a node, in a directory
/// with a pack and a server.
@Tag("real")
final class LocalRegistryIT {

  private static final Path SCRIPT = Path.of("src/main/resources/io/esform/render/boot/node.sh");
  private static final String DATABASE = "repository/database/WSO2CARBON_DB";

  @TempDir private Path directory = Path.of("unset");

  @BeforeEach
  void layPackAndServer() throws IOException {
    write("pack/" + DATABASE + ".mv.db", "of the pack");
    write("server/" + DATABASE + ".mv.db", "with old mounts");
    write("server/" + DATABASE + ".trace.db", "trace");
    write("server/repository/database/WSO2SHARED_DB.mv.db", "another");
    layDatasource("jdbc:h2:async:./" + DATABASE + ";DB_CLOSE_ON_EXIT=FALSE");
    write("lib/mounts-changed", "");
    write("work/old", "");
  }

  @Test
  void oldMountsAreReplacedByThePacksOwnDatabase() throws Exception {
    assertThat(run("reset_local_registry"))
        .isEqualTo(
            "the mounts of the registry changed: the local registry starts anew, the old one is "
                + DATABASE
                + ".mv.db.old-mounts\n");
    assertThat(directory.resolve("server/" + DATABASE + ".mv.db")).hasContent("of the pack");
    assertThat(directory.resolve("server/" + DATABASE + ".mv.db.old-mounts"))
        .hasContent("with old mounts");
    assertThat(directory.resolve("server/" + DATABASE + ".trace.db")).hasContent("trace");
    assertThat(directory.resolve("server/repository/database/WSO2SHARED_DB.mv.db"))
        .hasContent("another");
    assertThat(directory.resolve("lib/mounts-changed")).doesNotExist();
  }

  @Test
  void databaseThatNeverRanStays() throws Exception {
    write("server/" + DATABASE + ".mv.db", "of the pack");
    assertThat(run("reset_local_registry")).isEmpty();
    assertThat(directory.resolve("server/" + DATABASE + ".mv.db.old-mounts")).doesNotExist();
  }

  @Test
  void packThatWasUsedBeforeIsReported() throws Exception {
    write("pack/" + DATABASE + ".mv.db", "registry.fixedmount\0true");
    write("server/" + DATABASE + ".mv.db", "registry.fixedmount\0true");
    assertThat(run("reset_local_registry"))
        .startsWith(
            "the pack was used before: its local registry " + DATABASE + ".mv.db has mounts");
  }

  @Test
  void localRegistryOnAServerIsOnlyReported() throws Exception {
    layDatasource("jdbc:mysql://10.0.0.5:3306/ES_carbondb");
    assertThat(run("reset_local_registry"))
        .isEqualTo(
            "the mounts of the registry changed: a local registry that is not in H2 keeps the old"
                + " ones\n");
    assertThat(directory.resolve("server/" + DATABASE + ".mv.db")).hasContent("with old mounts");
  }

  @Test
  void mountsAreComparedWithoutCommentsAndLayout() throws Exception {
    write("one", "<a><mount path='/b'>\n <instanceId>c</instanceId></mount></a>");
    write(
        "same",
        "<a><!-- <mount>x</mount> --><mount path='/b'><instanceId>c</instanceId></mount></a>");
    write("other", "<a><mount path='/b'><instanceId>d</instanceId></mount></a>");
    assertThat(run("mounts one")).isEqualTo(run("mounts same")).isNotEmpty();
    assertThat(run("mounts one")).isNotEqualTo(run("mounts other"));
    assertThat(run("mounts none")).isEmpty();
  }

  private void layDatasource(String url) throws IOException {
    write(
        "server/repository/conf/datasources/master-datasources.xml",
        """
        <datasources>
          <datasource>
            <jndiConfig><name>jdbc/SHARED_DB</name></jndiConfig>
            <url>jdbc:h2:./repository/database/WSO2SHARED_DB</url>
          </datasource>
          <datasource>
            <jndiConfig><name>jdbc/WSO2CarbonDB</name></jndiConfig>
            <url>%s</url>
          </datasource>
        </datasources>
        """
            .formatted(url));
  }

  private void write(String path, String text) throws IOException {
    var file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String run(String command) throws IOException, InterruptedException {
    var script =
        """
        set -eEuo pipefail
        . <(sed -n '/^mounts() {/,/^touch /p' %s | grep -v '^touch ')
        cd %s
        carbon_home=$PWD/server lib=$PWD/lib work=$PWD/work owner=$(id -un)
        say() { echo "$*"; }
        in_pack() { [ -e "pack/$1" ]; }
        pristine() { cat "pack/$1"; }
        %s
        """
            .formatted(SCRIPT.toAbsolutePath(), directory, command);
    var result = Command.run("bash", "-c", script);
    assertThat(result.status()).as(result.output()).isZero();
    return result.output();
  }
}
