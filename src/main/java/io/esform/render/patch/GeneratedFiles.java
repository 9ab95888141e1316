package io.esform.render.patch;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.render.carbon.CarbonChange;
import io.esform.render.carbon.CarbonChange.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The files that the kernel of a pack writes itself, from templates and `deployment.toml`, at
/// every start. Changes of such files would be lost; `deployment.toml` has their settings instead.
///
/// The script on the host decides by the same rules.
///
/// @param templates the text of the template of each such file, by the path of the file
public record GeneratedFiles(SortedMap<String, String> templates) implements TemplateLookup {

  private static final String SETTINGS = "repository/conf/deployment.toml";

  public GeneratedFiles {
    templates = Collections.unmodifiableSortedMap(new TreeMap<>(templates));
  }

  /// Reads files of a pack.
  @FunctionalInterface
  public interface Reader {

    /// Returns the content of a file, or null if the pack does not have it.
    ///
    /// @param path the path relative to the root of the pack
    byte @Nullable [] read(String path) throws IOException;
  }

  /// Finds those among the targets of changes and overrides.
  public static GeneratedFiles of(Set<String> targets, Reader pack) throws IOException {
    var templates = new TreeMap<String, String>();
    if (pack.read(SETTINGS) != null) {
      for (var target : targets) {
        var template = pack.read(template(target));
        if (template != null) {
          templates.put(target, new String(template, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return new GeneratedFiles(templates);
  }

  private static String template(String target) {
    return "repository/resources/conf/templates/" + target + ".j2";
  }

  @Override
  public @Nullable String find(String target) {
    return templates.get(target);
  }

  /// The changes without those of files that the kernel writes.
  public List<CarbonChange> applicable(List<CarbonChange> changes) {
    return changes.stream().filter(change -> !templates.containsKey(change.target())).toList();
  }

  /// Reports the error "Change does not fit the pack" for each file that the kernel writes and
  /// whose settings `deployment.toml` would not contain.
  public Diagnostics check(List<CarbonChange> changes) {
    var faults = new ArrayList<Diagnostic>();
    for (var target : templates.keySet()) {
      boolean isChanged = changes.stream().anyMatch(change -> change.target().equals(target));
      if (isChanged && changes.stream().noneMatch(change -> covers(change, target))) {
        faults.add(
            Diagnostic.error(
                "Change does not fit the pack",
                """
                %s: expected a file that Carbon only reads, found one that this kernel writes from \
                %s at every start. No setting of %s replaces the change.\
                """
                    .formatted(target, template(target), SETTINGS)));
      }
    }
    return Diagnostics.of(faults.toArray(Diagnostic[]::new));
  }

  /// Returns the error "Override does not fit the pack" for a file that the kernel writes.
  public Optional<Diagnostic> refusal(String target) {
    return templates.containsKey(target)
        ? Optional.of(
            Diagnostic.error(
                "Override does not fit the pack",
                """
                %s: expected a file that Carbon only reads, found one that this kernel writes from \
                %s at every start. Set the keys of the template in %s, by an override with merge.\
                """
                    .formatted(target, template(target), SETTINGS)))
        : Optional.empty();
  }

  private static boolean covers(CarbonChange settings, String target) {
    return settings.language() == Language.TOML
        && settings.content().lines().anyMatch(("# template " + target)::equals);
  }
}
