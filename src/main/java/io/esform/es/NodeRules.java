package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.value.Value;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The validation of `es_node`.
final class NodeRules {

  /// In characters, as on Linux.
  private static final int LONGEST_PATH = 4096;

  /// https, http and JMX.
  private static final List<String> CARBON_PORTS = List.of("9443", "9763", "9999", "11111");

  private static final List<String> OWN_DATABASES =
      List.of("registry", "users", "identity", "social", "storage");

  private final Arguments node;
  private final Rules rules;
  private final Faults faults;

  NodeRules(Arguments node, Rules rules, Faults faults) {
    this.node = node;
    this.rules = rules;
    this.faults = faults;
  }

  void check() {
    rules.pattern(node, "role", "publisher|store", "A role", "\"publisher\" or \"store\"");
    rules.certificate(node, "load_balancer_certificate");
    checkCertificate();
    node.block("host_names").ifPresent(this::checkHostNames);
    node.block(NodeSchema.ADMINISTRATOR).ifPresent(admin -> administrator(admin, rules, faults));
    node.block("pack").ifPresent(this::checkPack);
    node.block(NodeInputs.JAVA).ifPresent(this::checkJava);
    node.block("jvm").ifPresent(this::checkJvm);
    node.block("clustering").ifPresent(this::checkClustering);
    node.block("database").ifPresent(this::checkDatabase);
    node.block("schemas").ifPresent(this::checkSchemas);
    node.block("proxy_ports").ifPresent(this::checkProxyPorts);
    node.block("deployment_synchronizer").ifPresent(this::checkSynchronizer);
    new OverrideRules(node, rules, faults).check();
  }

  /// A certificate of an authority is not checked: the load balancer has another one.
  private void checkCertificate() {
    ServerCertificate certificate =
        node.text("load_balancer_certificate")
            .flatMap(ServerCertificate::parse)
            .filter(found -> !found.isAuthority())
            .orElse(null);
    Arguments names = node.block("host_names").orElse(null);
    if (certificate != null && names != null) {
      for (String role : List.of("publisher", "store")) {
        names
            .text(role)
            .flatMap(
                name -> certificate.uncovered(name, names.at(role), "load_balancer_certificate"))
            .ifPresent(faults::add);
      }
    }
  }

  private void checkHostNames(Arguments names) {
    rules.hostName(names, "publisher");
    rules.hostName(names, "store");
    Optional<String> publisher = names.text("publisher");
    if (publisher.isPresent() && publisher.equals(names.text("store"))) {
      faults.add(
          names.at("store"),
          "Duplicate host name",
          "The publisher and the store have the same host name \""
              + publisher.get()
              + "\". The load balancer needs different names to distinguish them.");
    }
  }

  /// By the rules of Carbon's user store. The password that every Carbon has at first is refused.
  static void administrator(Arguments admin, Rules rules, Faults faults) {
    rules.pattern(
        admin,
        "user",
        "[A-Za-z0-9_.@-]{3,30}",
        "The name of the administrator",
        "3 to 30 letters, digits and characters of _.@-");
    admin
        .text("password")
        .filter(password -> !password.matches("[!-~]{5,30}") || password.equals("admin"))
        .ifPresent(_ ->
            faults.add(
                admin.at("password"),
                "Invalid password",
                "The password of the administrator must have 5 to 30 ASCII characters without"
                    + " spaces, and must not be the default of Carbon."));
  }

  private void checkPack(Arguments pack) {
    Input.check(pack, rules, faults);
    rules.pattern(
        pack, "home", "(/[A-Za-z0-9._-]+)+", "A directory on the host", "an absolute path");
    rules.pattern(
        pack, "java_home", "(/[A-Za-z0-9._-]+)+", "A directory on the host", "an absolute path");
    rules.pattern(pack, "truststore", "[A-Za-z0-9._-]+", "The trust store", "the name of a file");
    rules.password(pack, "truststore_password");
  }

  private void checkJava(Arguments java) {
    Input.check(java, rules, faults);
    for (String name : List.of("java_package", "java_home")) {
      node.block("pack")
          .filter(pack -> pack.text(name).isPresent())
          .ifPresent(pack ->
              faults.add(
                  pack.at(name),
                  "Conflicting arguments",
                  "The block \"java\" delivers the Java of the node, so \"pack.%s\" has no effect. Remove one of the two."
                      .formatted(name)));
    }
  }

  private void checkJvm(Arguments jvm) {
    rules.memory(jvm, "initial_memory");
    rules.memory(jvm, "maximum_memory");
    rules.pattern(
        jvm, "options", "[^\\n\\r'\"\\\\]*", "The Java options", "one line without quotes");
    Optional<Long> initial = jvm.text("initial_memory").flatMap(Rules::memory);
    Optional<Long> maximum = jvm.text("maximum_memory").flatMap(Rules::memory);
    if (initial.isPresent() && maximum.isPresent() && initial.get() > maximum.get()) {
      faults.add(
          jvm.at("initial_memory"),
          "Invalid heap size",
          "The initial heap size, "
              + jvm.requiredText("initial_memory")
              + ", is larger than the maximum heap size, "
              + jvm.requiredText("maximum_memory")
              + ". Java would not start.");
    }
  }

  private void checkClustering(Arguments clustering) {
    rules.port(clustering, "port");
    clustering
        .number("port")
        .map(BigDecimal::toPlainString)
        .filter(CARBON_PORTS::contains)
        .ifPresent(port ->
            faults.add(
                clustering.at("port"),
                "Port in use",
                "Carbon itself listens on port %s of the node, besides %s. Choose another port for Hazelcast, such as 4000."
                    .formatted(
                        port,
                        CARBON_PORTS.stream()
                            .filter(other -> !other.equals(port))
                            .collect(Collectors.joining(", ")))));
    rules.pattern(
        clustering,
        "domain",
        "[A-Za-z0-9._-]{1,100}",
        "The name of a cluster",
        "1 to 100 letters, digits, dots, hyphens and underscores");
    Set<String> addresses = new HashSet<>();
    for (String member : clustering.texts("members")) {
      checkMember(clustering, member, addresses);
    }
    Optional<String> address = node.text(HostSchema.ADDRESS);
    if (address.isPresent()
        && clustering.isKnown("members")
        && !addresses.contains(address.get())) {
      faults.add(
          clustering.at("members"),
          "Node missing from the members",
          "The members do not include this node, "
              + address.get()
              + ". Every node of a domain must list all members, including itself. Nodes that do"
              + " not list each other form separate clusters.");
    }
  }

  private void checkMember(Arguments clustering, String member, Set<String> addresses) {
    var parts = member.split(":", 2);
    Optional<Long> address = Ipv4Network.address(parts[0]);
    boolean isPort = parts.length == 1 || parts[1].matches("[1-9][0-9]{0,4}");
    if (address.isEmpty() || !isPort) {
      rules.mismatch(
          clustering.at("members"),
          member,
          "A member",
          "an IPv4 address with or without a port, such as \"10.77.0.11\" or \"10.77.0.11:4000\"");
    } else if (!addresses.add(parts[0])) {
      faults.add(
          clustering.at("members"),
          "Duplicate member",
          "The member " + parts[0] + " is listed twice.");
    }
  }

  private void checkDatabase(Arguments database) {
    if (database.text("host").filter(host -> Ipv4Network.address(host).isEmpty()).isPresent()) {
      rules.hostName(database, "host");
    }
    rules.pattern(
        database,
        "server_version",
        "[0-9]{1,4}(\\.[0-9]{1,4})*([-.][A-Za-z0-9.-]+)?",
        "The version of a MySQL server",
        "numbers separated by dots, such as \"8.4\"");
    rules.port(database, "port");
    rules.pattern(
        database,
        "user",
        DatabaseHost.USER_NAME,
        "A database user's name",
        DatabaseHost.USER_NAME_FORM);
    rules.password(database, "password");
    OWN_DATABASES.forEach(name -> checkDatabaseName(database, name));
    checkDatabaseName(database, "carbon");
    checkCarbonDatabase(database);
    database
        .block("driver")
        .ifPresent(driver -> {
          Input.check(driver, rules, faults);
          rules.pattern(
              driver,
              "class",
              "[A-Za-z_$][A-Za-z0-9_$.]*",
              "The driver class",
              "a Java class name");
        });
    database.block("pool").ifPresent(this::checkPool);
  }

  private void checkDatabaseName(Arguments database, String name) {
    rules.pattern(
        database,
        name,
        DatabaseHost.DATABASE_NAME,
        "A database's name",
        DatabaseHost.DATABASE_NAME_FORM);
  }

  private void checkCarbonDatabase(Arguments database) {
    database
        .text("carbon")
        .flatMap(carbon ->
            OWN_DATABASES.stream()
                .filter(other -> database.text(other).filter(carbon::equals).isPresent())
                .findFirst())
        .ifPresent(other ->
            faults.add(
                database.at("carbon"),
                "Shared local registry",
                "The local registry of the node and \""
                    + other
                    + "\" use the same database. Set different databases, or remove \"carbon\" to"
                    + " use the H2 database of the pack."));
  }

  private void checkPool(Arguments pool) {
    rules.integer(pool, "max_active", 1, 10_000);
    rules.integer(pool, "max_wait", 1, 3_600_000);
    rules.integer(pool, "validation_interval", 0, 3_600_000);
  }

  private void checkSchemas(Arguments schemas) {
    schemas
        .textsByKey("scripts")
        .forEach((database, script) -> {
          if (!database.matches(DatabaseHost.DATABASE_NAME)) {
            rules.mismatch(
                schemas.at("scripts"),
                database,
                "A database's name",
                DatabaseHost.DATABASE_NAME_FORM);
          }
          checkScript(schemas, "scripts", script);
        });
    schemas
        .textsByKey("overlay")
        .keySet()
        .forEach(script -> checkScript(schemas, "overlay", script));
  }

  private void checkScript(Arguments schemas, String name, String script) {
    if (script.length() > LONGEST_PATH
        || !script.matches("([A-Za-z0-9_][A-Za-z0-9._-]*/)*[A-Za-z0-9_][A-Za-z0-9._-]*")) {
      rules.mismatch(
          schemas.at(name),
          script,
          "A script",
          "a path below the pack's root, such as \"dbscripts/mysql.sql\"");
    }
  }

  private void checkProxyPorts(Arguments ports) {
    rules.port(ports, "https");
    rules.port(ports, "http");
  }

  private void checkSynchronizer(Arguments synchronizer) {
    rules.password(synchronizer, "password");
    if (synchronizer.value("auto_commit").equals(Value.of(true))
        && node.text("role").filter("store"::equals).isPresent()) {
      faults.add(
          synchronizer.at("auto_commit"),
          "Commits from several nodes",
          "This store would commit to the repository. Commits from several nodes cause conflicts:"
              + " set auto_commit only on one publisher.");
    }
  }
}
