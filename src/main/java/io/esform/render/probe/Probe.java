package io.esform.render.probe;

import io.esform.value.Value;
import io.esform.value.Value.TupleValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// One check that a host makes of itself, or of the hosts that it needs.
///
/// @param name in reports, unique on the host
/// @param kind the name of the check in the script
/// @param atGate whether it runs only before the host counts as ready, between the steps of a
///   rollout and on request, because it logs in or writes. All others only read
/// @param settings of the check
public record Probe(String name, String kind, boolean atGate, SortedMap<String, Value> settings) {

  public Probe {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  /// The disks of these paths have space.
  public static Probe disk(List<String> paths) {
    return looking("disk", "disk", Map.of("paths", Value.listOf(paths)));
  }

  /// The service is active.
  ///
  /// @param units of systemd, of which a distribution has one
  public static Probe service(String name, List<String> units) {
    return looking(name, "service", Map.of("units", Value.listOf(units)));
  }

  /// The login page has its form.
  public static Probe loginForm(List<ProbeTarget> targets) {
    return looking("login_form", "login_form", targets(targets));
  }

  /// Redirects lead only to the origin that browsers know.
  public static Probe redirects(List<ProbeTarget> targets) {
    return looking("redirects", "redirects", targets(targets));
  }

  /// Every member that answers is in one cluster with this host.
  ///
  /// @param address of this host
  /// @param members each as `ADDRESS:PORT`
  public static Probe members(String address, List<String> members) {
    return looking(
        "members",
        "members",
        Map.of("address", Value.of(address), "members", Value.listOf(members)));
  }

  /// The database answers a query in each of its databases.
  public static Probe query(String name, DatabaseLogin login, String query, boolean atGate) {
    return new Probe(
        name,
        "query",
        atGate,
        new TreeMap<>(Map.of("database", login.value(), "query", Value.of(query))));
  }

  /// Browsers accept the certificate for these names.
  ///
  /// @param file with the certificate and its chain on the host
  public static Probe certificate(String file, List<ProbeTarget> targets) {
    var settings = new TreeMap<>(targets(targets));
    settings.put("file", Value.of(file));
    return looking("certificate", "certificate", settings);
  }

  /// Each node has its login page, called directly.
  public static Probe nodes(List<ProbeTarget> targets) {
    return looking("nodes", "nodes", targets(targets));
  }

  /// A user logs in.
  public static Probe login(UserLogin user, List<ProbeTarget> targets) {
    var settings = new TreeMap<>(targets(targets));
    settings.putAll(user.settings());
    return new Probe("login", "login", true, settings);
  }

  /// A resource of the registry that is written here is read here and on the other nodes.
  ///
  /// @param others the addresses of the other nodes
  /// @param database where the nodes take turns
  public static Probe registry(
      UserLogin user, String address, int port, List<String> others, DatabaseLogin database) {
    var settings = new TreeMap<>(user.settings());
    settings.put("address", Value.of(address));
    settings.put("port", Value.of(port));
    settings.put("others", Value.listOf(others));
    settings.put("database", database.value());
    return new Probe("registry", "registry", true, settings);
  }

  /// A page has this status and contains this text.
  ///
  /// @param contains empty for any text
  public static Probe answer(
      String name,
      List<ProbeTarget> targets,
      String path,
      int status,
      String contains,
      boolean atGate) {
    var settings = new TreeMap<>(targets(targets));
    settings.put("path", Value.of(path));
    settings.put("status", Value.of(status));
    settings.put("contains", Value.of(contains));
    return new Probe(name, "answer", atGate, settings);
  }

  /// A shell command ends with status 0.
  public static Probe command(String name, String command, boolean atGate) {
    return new Probe(name, "command", atGate, new TreeMap<>(Map.of("command", Value.of(command))));
  }

  private static Probe looking(String name, String kind, Map<String, Value> settings) {
    return new Probe(name, kind, false, new TreeMap<>(settings));
  }

  private static Map<String, Value> targets(List<ProbeTarget> targets) {
    return Map.of("targets", new TupleValue(targets.stream().map(ProbeTarget::value).toList()));
  }

  Value value() {
    var values = new TreeMap<>(settings);
    values.put("name", Value.of(name));
    values.put("kind", Value.of(kind));
    values.put("at_gate", Value.of(atGate));
    return Value.objectOf(values);
  }

  /// A user of Carbon.
  ///
  /// @param passwordSecret the name of the secret with the password
  public record UserLogin(String name, String passwordSecret) {

    private Map<String, Value> settings() {
      return Map.of("user", Value.of(name), "password", Value.of(passwordSecret));
    }
  }

  /// A user of a database server.
  ///
  /// @param passwordSecret the name of the secret with the password
  public record DatabaseLogin(
      String host, int port, String user, String passwordSecret, List<String> databases) {

    private Value value() {
      return Value.objectOf(
          Map.of(
              "host", Value.of(host),
              "port", Value.of(port),
              "user", Value.of(user),
              "password", Value.of(passwordSecret),
              "databases", Value.listOf(databases)));
    }
  }
}
