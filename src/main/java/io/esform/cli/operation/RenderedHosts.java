package io.esform.cli.operation;

import io.esform.cli.view.FileTexts;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.plan.Change;
import io.esform.plan.Plan;
import io.esform.provider.RendersFiles.RenderedFile;
import io.esform.render.pack.NodeChanges;
import io.esform.render.pack.PackFiles;
import io.esform.render.pack.PatchedPack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The rendered files of every host in a plan.
public final class RenderedHosts {

  /// File texts by path on the host, by the name of the host's folder.
  private final SortedMap<String, SortedMap<String, String>> hosts = new TreeMap<>();

  private RenderedHosts() {}

  /// @param delivered the files as they are delivered
  public static RenderedHosts of(Plan plan, FileTexts delivered) {
    var rendered = new RenderedHosts();
    for (Change change : plan.changes()) {
      if (change.after() != null) {
        rendered.add(
            change.address().toString(), delivered.of(change, null, change.after()).after());
      }
    }
    return rendered;
  }

  private void add(String address, SortedMap<String, RenderedFile> files) {
    var texts = new TreeMap<String, String>();
    files.forEach((path, file) -> {
      if (file.text() != null) {
        texts.put(path, file.text());
      }
    });
    if (!texts.isEmpty()) {
      hosts.put(folder(address), texts);
    }
  }

  /// The address as a folder name that needs no quoting in a shell:
  /// `module.cluster.es_node.store-0`.
  static String folder(String address) {
    var name = new StringBuilder();
    address
        .chars()
        .forEach(character -> {
          if (Character.isLetterOrDigit(character) || "._-".indexOf(character) >= 0) {
            name.append((char) character);
          } else if (character == '[') {
            name.append('-');
          }
        });
    return name.toString();
  }

  /// Recreates the folders of all hosts.
  public void write(Path directory) throws IOException {
    for (var host : hosts.entrySet()) {
      Path folder = directory.resolve(host.getKey());
      clear(folder);
      for (var file : host.getValue().entrySet()) {
        write(folder, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /// The result of the changes and overrides of all nodes on one pack.
  ///
  /// @param skipped what is not changed in the pack, each with its reason
  /// @param misfits one error for each change and override that does not fit the pack
  public record PackResult(SortedSet<String> skipped, Diagnostics misfits) {

    public static final PackResult NONE = new PackResult(new TreeSet<>(), Diagnostics.none());

    /// Empty if all changes apply.
    public String summary() {
      return skipped.isEmpty()
          ? ""
          : skipped.stream()
              .map(change -> "    " + change + "\n")
              .collect(Collectors.joining("", "\nNot changed in this pack:\n\n", ""));
    }
  }

  /// Writes the changed files of a pack for each node, below `pack`.
  public PackResult write(Path directory, PackFiles pack) throws IOException {
    var skipped = new TreeSet<String>();
    var misfits = new LinkedHashSet<Diagnostic>();
    for (var host : hosts.entrySet()) {
      PatchedPack patched = PatchedPack.of(pack, NodeChanges.of(host.getValue()));
      for (var file : patched.files().entrySet()) {
        write(
            directory.resolve(host.getKey()).resolve("pack"),
            file.getKey(),
            file.getValue().bytes());
      }
      skipped.addAll(patched.unchanged());
      patched.misfits().forEach(misfit -> misfits.add(misfit.diagnostic()));
    }
    return new PackResult(skipped, new Diagnostics(List.copyOf(misfits)));
  }

  private static void write(Path folder, String path, byte[] content) throws IOException {
    String relative = path.startsWith("/") ? path.substring(1) : path;
    Path target = folder.resolve(relative).normalize();
    Path parent = target.getParent();
    if (parent == null || !target.startsWith(folder)) {
      throw new IOException("the path " + path + " is outside its folder");
    }
    Files.createDirectories(parent);
    Files.write(target, content);
  }

  private static void clear(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> inside;
    try (Stream<Path> paths = Files.walk(folder)) {
      inside = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : inside) {
      Files.delete(path);
    }
  }

  public String summary(String out) {
    if (hosts.isEmpty()) {
      return "The configuration has no hosts: nothing was rendered.\n";
    }
    var text = new StringBuilder();
    hosts.forEach(
        (folder, files) -> text.append(out + "/" + folder + "  " + files.size() + " files\n"));
    return text.toString();
  }
}
