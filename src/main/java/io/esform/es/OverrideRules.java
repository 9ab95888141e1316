package io.esform.es;

import io.esform.es.NodeOverrides.NodeOverride;
import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.render.patch.FileOverride;
import io.esform.render.patch.OverrideCheck;
import io.esform.render.patch.SecretPlaceholders;
import io.esform.render.xml.XmlText;
import io.esform.value.Value.MapValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The validation of the overrides of an `es_node` and of their secrets.
final class OverrideRules {

  private static final String PART = "(?!\\.\\.?(?:/|$))[A-Za-z0-9_@+.-]{1,200}";
  private static final Pattern PATH = Pattern.compile("(?:" + PART + "/)*" + PART);
  private static final int LONGEST_PATH = 1000;

  /// Files of the unpacked pack that are not configuration, by a prefix of their paths.
  private static final List<String> DATA =
      List.of("repository/database/", "repository/logs/", "tmp/");

  private final Arguments node;
  private final Rules rules;
  private final Faults faults;

  OverrideRules(Arguments node, Rules rules, Faults faults) {
    this.node = node;
    this.rules = rules;
    this.faults = faults;
  }

  void check() {
    node.textsByKey(NodeSchema.SECRETS).forEach(this::checkSecret);
    for (Arguments block : node.blocks(NodeOverrides.BLOCK)) {
      checkFile(block);
      checkArguments(block);
    }
    for (NodeOverride override : NodeOverrides.of(node)) {
      checkText(override);
    }
    if (!node.blocks(NodeOverrides.BLOCK).isEmpty()) {
      checkPassword("database");
      checkPassword("deployment_synchronizer");
    }
  }

  /// Files with a password of esform would have a placeholder that no override has written.
  private void checkPassword(String block) {
    node.block(block)
        .filter(inside -> inside.text("password").filter(it -> it.contains("$esform")).isPresent())
        .ifPresent(inside ->
            faults.add(
                inside.at("password"),
                "Invalid password",
                "A password of a node with overrides must not contain the text $esform."));
  }

  private void checkSecret(String name, String secret) {
    if (!name.matches(SecretPlaceholders.NAME)) {
      rules.mismatch(
          node.at(NodeSchema.SECRETS),
          name,
          "The name of a secret",
          "letters, digits, underscores and hyphens, without a digit or hyphen at the start");
    }
    if (!XmlText.isRepresentable(secret)) {
      faults.add(
          node.at(NodeSchema.SECRETS),
          "Invalid secret",
          "The secret \"" + name + "\" contains a control character, which no file can contain.");
    }
  }

  private void checkFile(Arguments block) {
    String file = block.text(NodeOverrides.FILE).orElse(null);
    if (file == null) {
      return;
    }
    if (file.length() > LONGEST_PATH || !PATH.matcher(file).matches()) {
      rules.mismatch(
          block.at(NodeOverrides.FILE),
          file,
          "An override's file",
          "a path below the pack's root, such as \"repository/conf/log4j.properties\", of letters,"
              + " digits and \"_@+.-\"");
      return;
    }
    owner(file)
        .ifPresent(owner ->
            faults.add(
                block.at(NodeOverrides.FILE),
                "File cannot be overridden",
                "The file " + file + " " + owner + ". Remove the override."));
  }

  /// The reason why a file cannot have overrides.
  private Optional<String> owner(String file) {
    String truststore =
        node.block("pack").flatMap(pack -> pack.text("truststore")).orElse("client-truststore.jks");
    if (file.equals("repository/components/lib/esform-jdbc-driver.jar")) {
      return Optional.of("is the JDBC driver, which the block \"driver\" sets");
    }
    if (file.equals("repository/resources/security/" + truststore)) {
      return Optional.of(
          "is the trust store, to which esform adds the certificate of the load balancer");
    }
    if (file.equals(".esform-pack")) {
      return Optional.of("identifies the unpacked pack for esform");
    }
    return DATA.stream().anyMatch(file::startsWith)
        ? Optional.of("is data that Carbon writes, not configuration")
        : Optional.empty();
  }

  private void checkArguments(Arguments block) {
    Optional<String> argument = NodeOverrides.argument(block);
    if (argument.isEmpty()) {
      faults.add(
          block.path(),
          "Invalid combination of arguments",
          "An override needs exactly one of \"content\" (the whole file), \"xslt\" (a stylesheet for an"
              + " XML file) and \"merge\" (settings for a .properties, .json or .toml file).");
    }
    argument
        .filter(NodeOverrides.MERGE::equals)
        .flatMap(_ -> block.text(NodeOverrides.FILE))
        .filter(file -> FileOverride.merging(file).isEmpty())
        .ifPresent(file ->
            faults.add(
                block.at(NodeOverrides.MERGE),
                "File without settings",
                "Settings can be merged into files whose names end in .properties, .json or .toml,"
                    + " not into "
                    + file
                    + ". Set "
                    + (file.endsWith(".xml") ? "xslt, or " : "")
                    + "the whole file with content."));
  }

  private void checkText(NodeOverride override) {
    var path = override.block().at(override.argument());
    String file = override.override().target();
    OverrideCheck.fault(override.override())
        .map(fault -> fault.endsWith(".") ? fault : fault + ".")
        .ifPresent(fault -> faults.add(path, "Invalid override", file + ": " + fault));
    if (!node.value(NodeSchema.SECRETS).isKnown()) {
      return;
    }
    Set<String> declared = new TreeSet<>();
    if (node.value(NodeSchema.SECRETS) instanceof MapValue(_, var entries)) {
      entries.forEach((name, value) -> {
        if (!value.unmarked().isNull()) {
          declared.add(name);
        }
      });
    }
    for (String name : SecretPlaceholders.names(override.override().content())) {
      if (!declared.contains(name)) {
        faults.add(
            path,
            "Reference to undeclared secret",
            "The override of "
                + file
                + " uses the secret "
                + name
                + ", which the node does not have. Set it:\n\n    secrets = { "
                + name
                + " = ... }");
      }
    }
  }
}
