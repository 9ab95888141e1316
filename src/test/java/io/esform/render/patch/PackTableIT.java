package io.esform.render.patch;

import io.esform.cli.project.DiskPack;
import io.esform.render.carbon.CarbonChange;
import io.esform.render.carbon.CarbonRenderer;
import io.esform.render.carbon.SampleNodes;
import io.esform.render.pack.NodeChanges;
import io.esform.render.pack.PackFacts;
import io.esform.render.pack.PackFiles;
import io.esform.render.pack.PatchedPack;
import io.esform.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The table of `docs/packs.md`: what esform changes in each pack. Lines of packs that this machine
/// does not have stay as they are.
@Tag("real")
final class PackTableIT {

  private static final Path PAGE = Path.of("docs/packs.md");
  private static final String ROW = "| ";
  private static final String ITEM = "- ";

  /// The kernels of Maven Central.
  private static final List<String> KERNELS =
      List.of(
          "4.4.1",
          "4.4.9",
          "4.4.26",
          "4.5.1",
          "4.6.3-m4",
          "4.7.1",
          "4.8.1",
          "4.9.1-m1",
          "4.10.2",
          "4.10.32");

  private static final List<CarbonChange> CHANGES = CarbonRenderer.render(SampleNodes.publisher());

  /// The names of the changed files in the order of the changes.
  private static final List<String> PARTS =
      CHANGES.stream().map(change -> name(change.target())).distinct().toList();

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Test
  void everyPackIsChangedAsTheTableSays() throws IOException {
    List<String> page = Files.readAllLines(PAGE);
    SequencedMap<String, List<String>> rows =
        lines(page, ROW, line -> line.substring(ROW.length(), line.indexOf(" |")));
    SequencedMap<String, List<String>> items =
        lines(page, ITEM, line -> line.substring(ITEM.length(), line.indexOf(": ")));
    for (var pack : packs().entrySet()) {
      try (PackFiles files = pack.getValue()) {
        PatchedPack patched = PatchedPack.of(files, new NodeChanges(CHANGES, List.of()));
        rows.put(pack.getKey(), List.of(row(pack.getKey(), files, patched)));
        items.put(pack.getKey(), items(pack.getKey(), patched));
      }
    }
    var text = new ArrayList<>(page.subList(0, page.indexOf("## Files") + 2));
    text.add("| Pack | Kernel | Hazelcast | Java | " + String.join(" | ", PARTS) + " |");
    text.add("|" + " --- |".repeat(PARTS.size() + 4));
    names(rows).forEach(name -> text.addAll(rows.getOrDefault(name, List.of())));
    text.addAll(List.of("", "## Refused or left as they are", ""));
    names(rows).forEach(name -> text.addAll(items.getOrDefault(name, List.of())));
    Golden.check(PAGE, String.join("\n", text) + "\n");
  }

  /// The lines of a section that begin with that mark, by the name of the pack.
  private static SequencedMap<String, List<String>> lines(
      List<String> page, String mark, Function<String, String> pack) {
    var lines = new LinkedHashMap<String, List<String>>();
    page.subList(page.indexOf("## Files"), page.size()).stream()
        .filter(line -> line.startsWith(mark) && !line.matches("\\| (Pack|---) .*"))
        .forEach(line -> lines.computeIfAbsent(pack.apply(line), _ -> new ArrayList<>()).add(line));
    return lines;
  }

  /// All names in the order of the page.
  private static List<String> names(Map<String, List<String>> rows) {
    var order = new ArrayList<String>();
    order.add(enterpriseStore());
    KERNELS.forEach(version -> order.add(kernel(version)));
    rows.keySet().stream().sorted().filter(name -> !order.contains(name)).forEach(order::add);
    return order;
  }

  private static String enterpriseStore() {
    return "Enterprise Store 2.0.0";
  }

  private static String kernel(String version) {
    return "Carbon kernel " + version;
  }

  private static SequencedMap<String, PackFiles> packs() throws IOException {
    var packs = new LinkedHashMap<String, PackFiles>();
    if (Files.exists(RealPacks.ENTERPRISE_STORE)) {
      packs.put(enterpriseStore(), DiskPack.open(RealPacks.ENTERPRISE_STORE));
    }
    for (String version : KERNELS) {
      Path zip = RealPacks.zip(version);
      if (Files.exists(zip)) {
        packs.put(kernel(version), DiskPack.open(zip));
      }
    }
    PackCase.all().filter(PackCase::own).forEach(it -> packs.put("`" + it + "`", it.pack().open()));
    return packs;
  }

  private static String row(String name, PackFiles pack, PatchedPack patched) throws IOException {
    PackFacts facts = PackFacts.of(pack).orElseThrow();
    Stream<String> known =
        Stream.of(facts.kernel(), facts.hazelcast(), facts.java())
            .map(fact -> fact == null ? "" : fact.toString().replace("Java ", ""));
    Stream<String> parts = PARTS.stream().map(part -> cell(part, patched));
    return Stream.of(Stream.of(name), known, parts)
        .flatMap(it -> it)
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  /// What happens to the files of that name.
  private static String cell(String part, PatchedPack patched) {
    if (patched.files().entrySet().stream()
        .anyMatch(file -> name(file.getKey()).equals(part) && isChanged(file.getValue()))) {
      return "changed";
    }
    if (patched.files().keySet().stream().anyMatch(path -> name(path).equals(part))) {
      return "as it is";
    }
    List<String> reasons =
        patched.skipped().entrySet().stream()
            .filter(file -> name(file.getKey()).equals(part))
            .map(Map.Entry::getValue)
            .toList();
    return reasons.isEmpty()
        ? "refused"
        : reasons.stream().allMatch("not in this pack"::equals) ? "none" : "generated";
  }

  private static boolean isChanged(PatchResult result) {
    return !result.text().equals(result.original());
  }

  private static List<String> items(String name, PatchedPack patched) {
    Stream<String> refused =
        patched.misfits().stream()
            .map(misfit -> misfit.diagnostic().detail())
            .map(detail -> "refused: " + detail);
    return Stream.concat(refused, patched.notes().stream())
        .map(text -> ITEM + name + ": " + text.replace("\n", " "))
        .toList();
  }
}
