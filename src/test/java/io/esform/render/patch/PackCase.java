package io.esform.render.patch;

import io.esform.testing.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A small pack of one version or with one mistake, laid over a common base.
///
/// `src/test/resources/render/packs/<name>.pack` has a line for each expected misfit (`refused: `)
/// and note (`note: `), then the files, each after a line `#### <path>`.
///
/// @param own whether the pack is one of this project
record PackCase(String name, Pack pack, List<String> refused, List<String> notes, boolean own) {

  private static final Path OWN = Golden.resource("render/packs");
  private static final Path SHARED = Path.of("../shared/carbon-cases");
  private static final String FILE = "#### ";

  /// All cases of this project, and those beside it if they exist.
  static Stream<PackCase> all() {
    var base = read("base", new Pack(new TreeMap<>()));
    var own = names(OWN).map(name -> read(name.replace(".pack", ""), base.pack));
    if (!Files.exists(SHARED)) {
      return own;
    }
    var sharedBase = Pack.at(SHARED.resolve("base"));
    return Stream.concat(
        own,
        names(SHARED)
            .filter(name -> Files.isDirectory(SHARED.resolve(name)))
            .map(name -> shared(name, sharedBase.with(Pack.at(SHARED.resolve(name))))));
  }

  private static PackCase shared(String name, Pack pack) {
    return new PackCase(
        name,
        pack,
        name.startsWith("08-")
            ? List.of(
                "repository/conf/user-mgt.xml: the byte 0xE9 at offset 26 is not utf-8:"
                    + " declare the encoding of the file or save it as UTF-8")
            : List.of(),
        name.startsWith("07-")
            ? List.of(
                "repository/conf/identity/sso-idp-config.xml: neither publisher nor store is a"
                    + " service provider, so nothing is changed")
            : List.of(),
        false);
  }

  private static Stream<String> names(Path directory) {
    try (var entries = Files.list(directory)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.endsWith(".diff"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PackCase read(String name, Pack base) {
    var refused = new ArrayList<String>();
    var notes = new ArrayList<String>();
    var files = new TreeMap<String, String>();
    var target = "";
    for (var line : lines(OWN.resolve(name + ".pack"))) {
      if (line.startsWith(FILE)) {
        target = line.substring(FILE.length());
      } else if (!target.isEmpty()) {
        files.merge(target, line + "\n", String::concat);
      } else {
        (line.startsWith("refused: ") ? refused : notes).add(line.substring(line.indexOf(' ') + 1));
      }
    }
    return new PackCase(name, base.with(new Pack(files)), refused, notes, true);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
