package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.provider.Relations;
import io.esform.provider.ResourceType.Claim;
import io.esform.render.boot.BootFiles;
import io.esform.render.boot.BootFiles.HostRole;
import io.esform.render.cloudinit.HostFile;
import io.esform.render.probe.Probe;
import io.esform.render.probe.Probe.DatabaseLogin;
import io.esform.render.sql.DatabaseServer;
import io.esform.render.sql.SqlFiles;
import io.esform.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/// `es_database` on a host: the server of the cluster's databases.
final class DatabaseHost implements HostKind {

  private static final Set<String> PROBES = Set.of("disk", "database_server", "database");
  private static final String SERVER_SETTINGS = "/etc/mysql/mariadb.conf.d/90-esform.cnf";

  static final String DATABASE_NAME = "[A-Za-z0-9_]{1,64}";
  static final String USER_NAME = "[A-Za-z0-9_.-]{1,32}";
  static final String DATABASE_NAME_FORM = "1 to 64 letters, digits and underscores";
  static final String USER_NAME_FORM = "1 to 32 letters, digits, dots, hyphens and underscores";

  @Override
  public String name() {
    return "database";
  }

  @Override
  public Schema schema() {
    return DatabaseSchema.DATABASE;
  }

  @Override
  public void check(Arguments host, Rules rules, Faults faults) {
    Set<String> seen = new HashSet<>();
    List<String> databases = host.texts("databases");
    for (String database : databases) {
      if (!database.matches(DATABASE_NAME)) {
        rules.mismatch(host.at("databases"), database, "A database name", DATABASE_NAME_FORM);
      }
      if (!seen.add(database)) {
        faults.add(
            host.at("databases"),
            "Duplicate database",
            "The database \"" + database + "\" is listed twice.");
      }
    }
    rules.pattern(host, "user", USER_NAME, "A database user name", USER_NAME_FORM);
    rules.password(host, "password");
    rules.integer(host, "max_connections", 10, 100_000);
    rules.memory(host, "buffer_pool");
    HostProbes.check(host, PROBES, rules, faults);
    HostProbes.checkUsable(
        host, "path", faults, "A database server has no pages. Use a query or a command.");
  }

  @Override
  public Map<List<String>, String> secretNames() {
    return Map.of(List.of("password"), "database_password");
  }

  @Override
  public List<HostFile> files(Arguments host) {
    var server = server(host);
    var settings = HostSettings.common(host);
    settings.put("address", server.address());
    var files = new ArrayList<>(BootFiles.render(HostRole.DATABASE, settings));
    files.add(HostFile.plain("/etc/esform/databases.sql", SqlFiles.databases(server)));
    files.add(HostFile.plain(SERVER_SETTINGS, SqlFiles.settings(server)));
    files.add(probes(host).file(host));
    return List.copyOf(files);
  }

  private static HostProbes probes(Arguments host) {
    var login =
        new DatabaseLogin(
            host.requiredText(HostSchema.ADDRESS),
            3306,
            host.requiredText("user"),
            "database_password",
            host.texts("databases"));
    return new HostProbes(
        "database",
        List.of("/", "/var/log", "/tmp", "/var/lib/mysql"),
        List.of(
            Probe.service("database_server", List.of("mariadb", "mysql")),
            Probe.query("database", login, "SELECT 1", false)),
        List.of(),
        login);
  }

  private static DatabaseServer server(Arguments host) {
    var network = HostSettings.network(host);
    return new DatabaseServer(
        host.requiredText(HostSchema.ADDRESS),
        host.texts("databases"),
        host.requiredText("user"),
        network.baseAddress() + "/" + network.netmask(),
        host.requiredInteger("max_connections"),
        host.requiredText("buffer_pool"));
  }

  @Override
  public List<Input> inputs(Arguments host) {
    return List.of();
  }

  @Override
  public String effect(HostChange change) {
    return !settings(change.before()).equals(settings(change.after()))
        ? "restarts the database server: unavailable for some seconds"
        : "in place: the database server keeps running";
  }

  /// The settings that the server reads only when it starts. It accepts another number of
  /// connections at once.
  private static List<String> settings(SortedMap<String, String> files) {
    return files
        .getOrDefault(SERVER_SETTINGS, "")
        .lines()
        .filter(line -> !line.startsWith(DatabaseRelations.MAX_CONNECTIONS))
        .toList();
  }

  @Override
  public Relations relations(Arguments host) {
    return DatabaseRelations.ofHost(host);
  }

  @Override
  public List<MemoryUse> memory(Arguments host) {
    return DatabaseMemory.of(host.withDefaults(DatabaseSchema.DATABASE));
  }

  @Override
  public List<Claim> claims(Arguments host) {
    return List.of();
  }
}
