package io.esform.render.carbon;

/// `user-mgt.xml`: sets the datasource of users, which the datasources file defines.
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
