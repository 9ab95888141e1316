package io.esform.es;

import static io.esform.schema.AttributeSchema.optional;
import static io.esform.schema.AttributeSchema.required;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.render.cloudinit.HostFile;
import io.esform.render.probe.Probe;
import io.esform.render.probe.Probe.DatabaseLogin;
import io.esform.render.probe.ProbeTarget;
import io.esform.render.probe.ProbesFile;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The probes of a host: the default ones of its kind, without those that the configuration skips,
/// and those of the configuration.
///
/// @param role the word for the kind of host
/// @param disks the paths whose disks must have space
/// @param standard the default probes of the kind, after that of the disks
/// @param pages where the probes of the configuration find a `path`; empty for a host without pages
/// @param database where they run a `query`; null for a host without one
record HostProbes(
    String role,
    List<String> disks,
    List<Probe> standard,
    List<ProbeTarget> pages,
    @Nullable DatabaseLogin database) {

  static final String BLOCK = "probe";
  static final String SKIPPED = "skipped_probes";
  private static final String NAME = "[a-z][a-z0-9_]{0,39}";
  private static final List<String> CHECKS = List.of("path", "query", "command");

  private static final String FROM_A_FILE =
      "Use a command that reads the secret from a file of the host, such as"
          + " /etc/esform/secrets/secrets_NAME for an entry NAME of a node's \"secrets\".";

  private static final Schema PROBE =
      Schema.of(
          "A probe of the host in addition to the default ones. Exactly one of `path`, `query` and"
              + " `command` is required.",
          required("name", Types.STRING, "The name of the probe in reports."),
          optional(
                  "path",
                  Types.STRING,
                  "The path of a page of this host, such as `/store/`, called with the host name that"
                      + " browsers use. On a load balancer, the page of each virtual host.")
              .withoutSecrets(FROM_A_FILE),
          HostSchema.number("status", "The status of the page.", 200),
          HostSchema.text("contains", "A text that the page contains.", "")
              .withoutSecrets(FROM_A_FILE),
          optional(
                  "query",
                  Types.STRING,
                  "A query that must have a result in each database of the nodes, by their user.")
              .withoutSecrets(FROM_A_FILE),
          optional(
                  "command",
                  Types.STRING,
                  "A shell command that must end with status 0. It runs as root, for 30 seconds at"
                      + " most.")
              .withoutSecrets(FROM_A_FILE),
          HostSchema.flag(
              "at_gate",
              "Whether the probe runs only before the host counts as ready, between the steps of a"
                  + " rollout and on request, because it logs in or writes.",
              false));

  static AttributeSchema skippedArgument() {
    return optional(
        SKIPPED,
        Types.list(Types.STRING),
        "The names of default probes that this host does not have. Unset: none.");
  }

  static NestedBlock block() {
    return new NestedBlock(BLOCK, Nesting.LIST, false, PROBE);
  }

  /// @param names of the default probes of the kind
  static void check(Arguments host, Set<String> names, Rules rules, Faults faults) {
    for (String skipped : host.texts(SKIPPED)) {
      if (!names.contains(skipped)) {
        faults.add(
            host.at(SKIPPED),
            "Unknown probe",
            "There is no default probe \"" + skipped + "\" here, only " + list(names) + ".");
      }
    }
    var seen = new HashSet<>(names);
    for (Arguments probe : host.blocks(BLOCK)) {
      rules.pattern(
          probe, "name", NAME, "The name of a probe", "1 to 40 small letters, digits and _");
      probe
          .text("name")
          .filter(name -> !seen.add(name))
          .ifPresent(name ->
              faults.add(
                  probe.at("name"),
                  "Duplicate probe",
                  "This host has another probe \"" + name + "\"."));
      rules.integer(probe, "status", 100, 599);
      rules.pattern(probe, "path", "/\\S*", "A path", "a slash and what follows it in the URL");
      if (CHECKS.stream().filter(probe::isSet).count() != 1) {
        faults.add(
            probe.at("name"),
            "Invalid probe",
            "A probe needs exactly one of path, query and command.");
      }
    }
  }

  private static String list(Set<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }

  /// The faults of probes that this kind of host cannot run.
  static void checkUsable(Arguments host, String argument, Faults faults, String why) {
    for (Arguments probe : host.blocks(BLOCK)) {
      if (probe.isSet(argument)) {
        faults.add(probe.at(argument), "Invalid probe", why);
      }
    }
  }

  HostFile file(Arguments host) {
    List<String> skipped = host.texts(SKIPPED);
    var probes = new ArrayList<Probe>();
    Stream.concat(Stream.of(Probe.disk(disks)), standard.stream())
        .filter(probe -> !skipped.contains(probe.name()))
        .forEach(probes::add);
    host.blocks(BLOCK).forEach(block -> probes.add(configured(block.withDefaults(PROBE))));
    return ProbesFile.render(role, disks, probes);
  }

  private Probe configured(Arguments block) {
    String name = block.requiredText("name");
    boolean atGate = block.requiredFlag("at_gate");
    DatabaseLogin login = database;
    if (login != null && block.isSet("query")) {
      return Probe.query(name, login, block.requiredText("query"), atGate);
    }
    if (block.isSet("path")) {
      return Probe.answer(
          name,
          pages,
          block.requiredText("path"),
          block.requiredInteger("status"),
          block.requiredText("contains"),
          atGate);
    }
    return Probe.command(name, block.requiredText("command"), atGate);
  }
}
