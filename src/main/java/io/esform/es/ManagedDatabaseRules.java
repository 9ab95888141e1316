package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import java.util.List;
import java.util.Set;

/// The validation of managed database servers.
final class ManagedDatabaseRules {

  private static final List<String> OF_HOSTS =
      List.of(HostSchema.ADDRESS, HostSchema.PACKAGES, HostSchema.IMAGE, HostProbes.SKIPPED);

  /// Arguments that a managed server sets in its parameter group instead.
  private static final List<String> OF_PARAMETERS = List.of("max_connections", "buffer_pool");

  private static final List<String> LIFECYCLE_SUPPORTS =
      List.of(EngineVersions.EXTENDED_SUPPORT, EngineVersions.EXTENDED_SUPPORT + "-disabled");

  private static final Set<String> STORAGE_TYPES = Set.of("gp2", "gp3", "standard");
  private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]";
  private static final String DAY_TIME = "(mon|tue|wed|thu|fri|sat|sun):" + TIME;

  private final Arguments database;
  private final Rules rules;
  private final Faults faults;

  ManagedDatabaseRules(Arguments database, Rules rules, Faults faults) {
    this.database = database;
    this.rules = rules;
    this.faults = faults;
  }

  void check() {
    OF_HOSTS.stream().filter(database::isSet).forEach(this::refuse);
    OF_PARAMETERS.stream().filter(database::isSet).forEach(this::referToParameters);
    for (String block : List.of(HostSchema.PUBLISH, HostProbes.BLOCK)) {
      if (!database.elements(block).isEmpty()) {
        refuse(block);
      }
    }
    rules.pattern(
        database,
        HostSchema.NAME,
        "(?=.{1,63}$)[a-z][a-z0-9]*(-[a-z0-9]+)*",
        "The name of a managed server",
        "1 to 63 lower-case letters, digits and single hyphens, starting with a letter");
    rules.pattern(
        database,
        HostSchema.SIZE,
        "db\\.[a-z0-9-]+\\.[a-z0-9-]+",
        "The size of a managed server",
        "an instance class such as \"db.t3.medium\"");
    rules.integer(database, HostSchema.DISK_SIZE, 20, 65_536);
    rules.pattern(
        database,
        DatabaseSchema.USER,
        "[A-Za-z][A-Za-z0-9_]{0,15}",
        "The name of a master user",
        "1 to 16 letters, digits and underscores, starting with a letter");
    checkPassword();
    checkBlock();
  }

  private void refuse(String name) {
    faults.add(
        database.at(name),
        "Unsupported argument",
        "The engine \"rds\" does not support \"" + name + "\". Remove it.");
  }

  private void referToParameters(String name) {
    faults.add(
        database.at(name),
        "Unsupported argument",
        "With the engine \"rds\", \""
            + name
            + "\" is a setting of the parameter group. Remove it here, and set \"max_connections\""
            + " or \"innodb_buffer_pool_size\" in the aws_db_parameter_group of the block"
            + " \"rds\".");
  }

  private void checkPassword() {
    rules.password(database, DatabaseSchema.PASSWORD);
    database
        .text(DatabaseSchema.PASSWORD)
        .filter(password -> !password.matches("[!-~&&[^/@\"'\\\\]]{8,41}"))
        .ifPresent(_ ->
            faults.add(
                database.at(DatabaseSchema.PASSWORD),
                "Invalid password",
                "The password of a master user must have 8 to 41 characters, without spaces, \"/\""
                    + " and \"@\"."));
  }

  private void checkBlock() {
    if (!database.isSet(DatabaseSchema.RDS)) {
      faults.add(
          database.at(DatabaseSchema.RDS),
          "Missing block",
          "A managed server requires a block with at least its subnet group:\n\n"
              + "    rds {\n      subnet_group_name = aws_db_subnet_group.main.name\n    }");
      return;
    }
    database.block(DatabaseSchema.RDS).ifPresent(this::checkSettings);
  }

  private void checkSettings(Arguments settings) {
    settings
        .text(DatabaseSchema.LIFECYCLE_SUPPORT)
        .filter(support -> !LIFECYCLE_SUPPORTS.contains(support))
        .ifPresent(support ->
            rules.mismatch(
                settings.at(DatabaseSchema.LIFECYCLE_SUPPORT),
                support,
                "Lifecycle support",
                String.join(" or ", LIFECYCLE_SUPPORTS)));
    rules.pattern(
        settings,
        DatabaseSchema.ENGINE_VERSION,
        "[0-9]+(\\.[0-9]+){1,2}",
        "The MySQL version",
        "two or three numbers such as \"8.4\"");
    settings
        .text("storage_type")
        .filter(type -> !STORAGE_TYPES.contains(type))
        .ifPresent(type ->
            rules.mismatch(
                settings.at("storage_type"), type, "A storage type", "gp3, gp2 or standard"));
    rules.integer(settings, "backup_retention_period", 0, 35);
    rules.pattern(
        settings,
        "backup_window",
        TIME + "-" + TIME,
        "A backup window",
        "a time range such as \"03:00-04:00\"");
    rules.pattern(
        settings,
        "maintenance_window",
        DAY_TIME + "-" + DAY_TIME,
        "A maintenance window",
        "a time range such as \"sun:04:30-sun:05:30\"");
  }
}
