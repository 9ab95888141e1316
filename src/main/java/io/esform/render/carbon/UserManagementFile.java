package io.esform.render.carbon;

import io.esform.render.carbon.CarbonNode.Administrator;
import io.esform.render.xml.XmlText;

/// `user-mgt.xml`: sets the datasource of users, which the datasources file defines, and the
/// administrator, whom Carbon creates at its first start.
final class UserManagementFile {

  private static final String CONFIGURATION = "/UserManager/Realm/Configuration";
  private static final String ADMINISTRATOR = CONFIGURATION + "/AdminUser";
  private static final String PROPERTY = "Property[@name='dataSource']";
  private static final String INDENTATION = "\n            ";
  private static final String INNER = INDENTATION + "    ";

  private UserManagementFile() {}

  static CarbonChange render(Administrator administrator) {
    var jndiName = Datasource.USERS.jndiName();
    var datasource = "<Property name=\"dataSource\">" + jndiName + "</Property>";
    var user = "<UserName>" + XmlText.escape(administrator.user()) + "</UserName>";
    var password =
        "<Password>" + Stylesheet.valueOfSecret(administrator.passwordSecret()) + "</Password>";
    var whole = "<AdminUser>" + INNER + user + INNER + password + INDENTATION + "</AdminUser>";
    return Stylesheet.of("repository/conf/user-mgt.xml")
        .expect(CONFIGURATION, CONFIGURATION)
        .text(CONFIGURATION + "/AddAdmin", "true")
        .text(ADMINISTRATOR + "/UserName", administrator.user())
        .secretText(ADMINISTRATOR + "/Password", administrator.passwordSecret())
        .append(
            ADMINISTRATOR,
            Stylesheet.unless("UserName", INNER, user)
                + Stylesheet.unless("Password", INNER, password),
            INDENTATION)
        .text(CONFIGURATION + "/" + PROPERTY, jndiName)
        .append(
            CONFIGURATION,
            Stylesheet.unless("AdminUser", INDENTATION, whole)
                + Stylesheet.unless(PROPERTY, INDENTATION, datasource),
            "\n        ")
        .toChange(false);
  }
}
