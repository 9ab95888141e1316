package io.esform.render.carbon;

/// `user-mgt.xml`: users live in the datasource that the datasources file binds.
final class UserManagementFile {

  private static final String PROPERTY =
      "/UserManager/Realm/Configuration/Property[@name='dataSource']";

  private UserManagementFile() {}

  static CarbonChange render() {
    return Stylesheet.of("repository/conf/user-mgt.xml")
        .expect(PROPERTY, PROPERTY)
        .text(PROPERTY, Datasource.USERS.jndiName())
        .toChange(false);
  }
}
