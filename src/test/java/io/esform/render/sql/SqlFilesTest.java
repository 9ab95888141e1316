package io.esform.render.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlFilesTest {

  private static final DatabaseServer SERVER =
      new DatabaseServer(
          "10.89.7.10",
          List.of("ES_carbondb", "ES_regdb", "odd`name"),
          "wso2es",
          "10.89.7.0/255.255.255.0",
          500,
          "256M");

  @Test
  void databasesUserAndGrantsAreMadeWhereMissing() {
    Golden.check("render/sql/databases.sql", SqlFiles.databases(SERVER));
  }

  @Test
  void theServerListensOnItsOwnAddress() {
    Golden.check("render/sql/settings.cnf", SqlFiles.settings(SERVER));
  }

  @Test
  void nothingIsEverDropped() {
    assertThat(SqlFiles.databases(SERVER))
        .doesNotContainPattern("(?i)\\bdrop (database|table|user)");
  }
}
