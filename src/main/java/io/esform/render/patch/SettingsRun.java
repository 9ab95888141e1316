package io.esform.render.patch;

import io.esform.render.carbon.CarbonChange;
import io.esform.render.toml.MalformedTomlException;
import io.esform.render.toml.TomlEditor;
import io.esform.render.toml.TomlText;
import io.esform.render.xml.XmlText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Applies the settings of a change to `deployment.toml`. `DeploymentFile` explains their form.
final class SettingsRun {

  private static final Pattern SECRET = Pattern.compile("\\$esform\\{([^}]*)\\}");
  private static final Pattern LINE =
      Pattern.compile(
          "# (template|needs|no key for|binds|refuses|removes) ([^ ]+)(?: (.*))?"
              + "|(\\[{1,2})([^\\]]+)\\]{1,2}|([\\w.]+) = (.*)|");

  private final CarbonChange change;
  private final TomlEditor file;
  private final SecretLookup secrets;
  private final TemplateLookup templates;
  private final SequencedSet<String> tables;
  private final List<String> lost = new ArrayList<>();
  private final List<String> misfits = new ArrayList<>();

  /// Whether the pack has templates. Without any, it is unknown which files the kernel writes: all
  /// settings are set here, and in the other files too.
  private final boolean generated;

  private @Nullable String template;
  private boolean active;
  private List<String> table = List.of();
  private @Nullable List<String> entry;

  private SettingsRun(
      CarbonChange change, TomlEditor file, SecretLookup secrets, TemplateLookup templates) {
    this.change = change;
    this.file = file;
    this.tables = file.tables();
    this.secrets = secrets;
    this.templates = templates;
    generated =
        change
            .content()
            .lines()
            .map(LINE::matcher)
            .filter(line -> line.matches() && "template".equals(line.group(1)))
            .anyMatch(line -> templates.find(line.group(2)) != null);
  }

  /// Returns the changed file.
  static String run(
      CarbonChange change, String original, SecretLookup secrets, TemplateLookup templates)
      throws PatchException {
    try {
      var run = new SettingsRun(change, new TomlEditor(original), secrets, templates);
      for (var line : change.content().lines().toList()) {
        run.line(line);
      }
      run.endEntry();
      run.refuseMisfits();
      return run.file.text();
    } catch (MalformedTomlException e) {
      throw new PatchException(change.target() + ": " + e.getMessage(), e);
    }
  }

  private void line(String line) throws MalformedTomlException, PatchException {
    var part = LINE.matcher(line);
    if (!part.matches()) {
      return;
    }
    if (part.group(1) != null) {
      directive(part.group(1), part.group(2), part.group(3));
    } else if (part.group(4) != null) {
      endEntry();
      table = names(part.group(5));
      entry = part.group(4).length() == 2 ? new ArrayList<>() : null;
    } else if (part.group(6) != null && active) {
      set(part.group(6), withSecrets(part.group(7)));
    }
  }

  private void directive(String word, String subject, @Nullable String rest)
      throws MalformedTomlException {
    switch (word) {
      case "template" -> {
        endEntry();
        template = templates.find(subject);
        active = template != null || !generated;
      }
      case "removes" -> {
        if (active) {
          file.remove(names(subject));
        }
      }
      default -> check(word, subject, String.valueOf(rest));
    }
  }

  private void check(String word, String subject, String rest) {
    if (!active || template == null) {
      return;
    }
    switch (word) {
      case "needs" -> {
        active = template.contains(subject);
        if (!active) {
          lost.add(rest);
        }
      }
      case "no key for" -> lost.add(subject + " " + rest);
      case "binds" -> {
        if (template.contains(subject)) {
          misfits.add(
              "expected a template without the %1$s, found one. Remove the %1$s from the template."
                  .formatted(rest));
        }
      }
      default -> {
        if (file.defines(names(subject))) {
          misfits.add(
              "found the table %s, which %s. Remove it from the file in the pack."
                  .formatted(subject, rest));
        }
      }
    }
  }

  private void set(String key, String value) throws MalformedTomlException {
    if (entry != null) {
      entry.add(key + " = " + value);
    } else {
      var path = new ArrayList<>(table);
      path.addAll(names(key));
      file.set(path, value);
    }
  }

  private void endEntry() throws MalformedTomlException {
    if (entry != null && !entry.isEmpty()) {
      var id = entry.getFirst();
      file.setEntry(table, id.substring(id.indexOf('"') + 1, id.length() - 1), entry);
    }
    entry = null;
  }

  private String withSecrets(String value) throws PatchException {
    var result = new StringBuilder();
    var reference = SECRET.matcher(value);
    while (reference.find()) {
      var name = reference.group(1);
      var secret = secrets.find(name);
      if (secret == null || !XmlText.isRepresentable(secret)) {
        throw new PatchException(
            change.target() + ": expected the secret " + name + " in secrets.xml");
      }
      reference.appendReplacement(result, Matcher.quoteReplacement(TomlText.escape(secret)));
    }
    return reference.appendTail(result).toString();
  }

  private void refuseMisfits() throws PatchException {
    if (!lost.isEmpty()) {
      misfits.addFirst(
          "no key of this kernel's templates sets "
              + String.join(", ", lost)
              + ". Remove these settings from the node, or remove the file from the pack, which"
              + " loses its tables: "
              + String.join(", ", tables)
              + ".");
    }
    if (!misfits.isEmpty()) {
      throw new PatchException(change.target() + ": " + String.join(" ", misfits));
    }
  }

  private static List<String> names(String dotted) {
    return Arrays.asList(dotted.split("\\."));
  }
}
