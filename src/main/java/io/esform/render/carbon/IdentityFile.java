package io.esform.render.carbon;

import java.util.List;
import java.util.stream.Stream;

/// `identity.xml`: the datasource of the identity provider. The path of the file depends on the
/// version; a pack has one of the two.
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
