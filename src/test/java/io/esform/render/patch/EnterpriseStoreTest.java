package io.esform.render.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.esform.render.carbon.CarbonRenderer;
import io.esform.render.carbon.SampleNodes;
import org.junit.jupiter.api.Test;

/// The configuration of Enterprise Store 2.0.0, if it is available.
final class EnterpriseStoreTest {

  @Test
  void everyChangeFitsAndLeavesTheRest() {
    assumeThat(RealPacks.ENTERPRISE_STORE).exists();
    var before = Pack.at(RealPacks.ENTERPRISE_STORE);
    var node = SampleNodes.storeWithEverything();
    var after = before.patched(node);
    var missing =
        CarbonRenderer.render(node).stream()
            .map(change -> change.target())
            .filter(target -> !before.files().containsKey(target))
            .toList();
    assertThat(missing)
        .containsExactly(
            "repository/conf/identity/identity.xml",
            "repository/conf/security/sso-idp-config.xml",
            "repository/conf/sso-idp-config.xml",
            "repository/conf/deployment.toml");
    new GuideCheck(before, after).check();
    assertThat(after.patched(node)).isEqualTo(after);
    for (var target : before.files().keySet()) {
      assertThat(after.comments(target)).isEqualTo(before.comments(target));
      assertThat(after.placeholders(target)).isEqualTo(before.placeholders(target));
    }
    assertThat(after.value("repository/conf/identity.xml", "//JDBCPersistenceManager//Name"))
        .isEqualTo("jdbc/WSO2IdentityDB");
  }
}
