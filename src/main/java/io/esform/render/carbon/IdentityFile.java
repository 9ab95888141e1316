package io.esform.render.carbon;

import java.util.List;
import java.util.stream.Stream;

/// `identity.xml`: the identity provider's own datasource. Where the file lies differs by version;
/// a pack has one of the two.
final class IdentityFile {

  private static final String NAME = "/c:Server/c:JDBCPersistenceManager/c:DataSource/c:Name";

  private IdentityFile() {}

  static List<CarbonChange> render() {
    return Stream.of("repository/conf/identity.xml", "repository/conf/identity/identity.xml")
        .map(target ->
            Stylesheet.inCarbonNamespace(target)
                .expect(NAME, "/Server/JDBCPersistenceManager/DataSource/Name")
                .text(NAME, Datasource.IDENTITY.jndiName())
                .toChange(true))
        .toList();
  }
}
