package io.esform.render.carbon;

/// `user-mgt.xml`: sets the datasource of users, which the datasources file defines.
final class UserManagementFile {

  private static final String CONFIGURATION = "/UserManager/Realm/Configuration";
  private static final String PROPERTY = "Property[@name='dataSource']";

  private UserManagementFile() {}

  static CarbonChange render() {
    var jndiName = Datasource.USERS.jndiName();
    var missing = "<Property name=\"dataSource\">" + jndiName + "</Property>";
    return Stylesheet.of("repository/conf/user-mgt.xml")
        .expect(CONFIGURATION, CONFIGURATION)
        .text(CONFIGURATION + "/" + PROPERTY, jndiName)
        .append(CONFIGURATION, Stylesheet.unless(PROPERTY, "\n            ", missing), "\n        ")
        .toChange(false);
  }
}
