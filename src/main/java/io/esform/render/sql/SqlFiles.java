package io.esform.render.sql;

import java.util.stream.Collectors;

/// Renders the files of the database server.
public final class SqlFiles {

  private SqlFiles() {}

  /// Returns idempotent statements that create missing databases, user and grants. The session must
  /// have the password of the user in `@esform_password`.
  ///
  /// `latin1` because the index lengths of Carbon's own scripts do not fit a wider character set.
  public static String databases(DatabaseServer server) {
    var text = new StringBuilder("-- Creates what is missing; drops nothing.\n");
    for (String database : server.databases()) {
      text.append("CREATE DATABASE IF NOT EXISTS ")
          .append(identifier(database))
          .append(" CHARACTER SET latin1;\n");
    }
    var account = string(server.user()) + "@" + string(server.userHost());
    text.append("\n-- The password is in @esform_password and in no file.\n");
    text.append(withPassword("CREATE USER IF NOT EXISTS " + account));
    text.append(withPassword("ALTER USER " + account));
    for (String database : server.databases()) {
      text.append("GRANT ALL PRIVILEGES ON ")
          .append(identifier(pattern(database)))
          .append(".* TO ")
          .append(account)
          .append(";\n");
    }
    return text.toString();
  }

  /// Returns the settings of the server, to load after those of the distribution.
  public static String settings(DatabaseServer server) {
    return """
    [mysqld]
    bind-address = %s
    skip-name-resolve
    max_connections = %d
    innodb_buffer_pool_size = %s
    """
        .formatted(server.address(), server.maxConnections(), server.bufferPool());
  }

  /// A statement that ends with the password. Prepared, because neither server allows a variable
  /// there.
  private static String withPassword(String statement) {
    return """
    SET @esform_statement = CONCAT(%s, QUOTE(@esform_password));
    PREPARE esform_statement FROM @esform_statement;
    EXECUTE esform_statement;
    DEALLOCATE PREPARE esform_statement;
    """
        .formatted(string(statement + " IDENTIFIED BY "));
  }

  private static String identifier(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /// In a grant, `_` and `%` of a database's name are wildcards.
  private static String pattern(String database) {
    return database
        .codePoints()
        .mapToObj(Character::toString)
        .map(character -> "_%".contains(character) ? "\\" + character : character)
        .collect(Collectors.joining());
  }

  private static String string(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
