package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.provider.RendersFiles.RenderedFile;
import io.esform.render.cloudinit.HostFile;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The files of a recorded or planned host. The attribute `files` contains their checksums.
///
/// @param files rendered from the arguments of the host; empty if none are recorded
/// @param recorded checksum by path
record RenderedFiles(List<HostFile> files, SortedMap<String, String> recorded) {

  /// @param host null for none
  static RenderedFiles of(HostKind kind, @Nullable ObjectValue host) {
    SortedMap<String, String> recorded = host == null ? new TreeMap<>() : recorded(host);
    return host == null || recorded.isEmpty()
        ? new RenderedFiles(List.of(), recorded)
        : new RenderedFiles(kind.files(Arguments.of(host)), recorded);
  }

  /// The attribute: checksum by path.
  static Value attribute(List<HostFile> files) {
    var checksums = new TreeMap<String, Value>();
    files.forEach(file -> checksums.put(file.path(), Value.of(file.sha256())));
    return Value.mapOf(Types.STRING, checksums);
  }

  private static SortedMap<String, String> recorded(ObjectValue host) {
    var checksums = new TreeMap<String, String>();
    if (host.get(HostSchema.FILES).unmarked() instanceof MapValue map) {
      map.elements()
          .forEach((path, checksum) -> {
            if (checksum.unmarked() instanceof StringValue(var text)) {
              checksums.put(path, text);
            }
          });
    }
    return checksums;
  }

  /// The contents of the recorded files by path, without those that are rendered differently now.
  SortedMap<String, String> texts() {
    var texts = new TreeMap<String, String>();
    delivered()
        .forEach((path, file) -> {
          if (file.text() != null) {
            texts.put(path, file.text());
          }
        });
    return texts;
  }

  SortedMap<String, RenderedFile> delivered() {
    var delivered = new TreeMap<String, RenderedFile>();
    recorded.forEach(
        (path, checksum) -> delivered.put(path, new RenderedFile(checksum, null, null)));
    files.forEach(file ->
        delivered.computeIfPresent(
            file.path(), (_, it) -> isRecorded(file) ? withText(it, file.content()) : it));
    return delivered;
  }

  private boolean isRecorded(HostFile file) {
    return file.sha256().equals(recorded.get(file.path()));
  }

  private static RenderedFile withText(RenderedFile file, String text) {
    return new RenderedFile(file.sha256(), text, null);
  }

  /// A file of others on the host that esform changes.
  ///
  /// @param changes the paths of the files that change it
  /// @param isThere whether it exists; without it, the changes have no effect
  /// @param text null if it is not known
  /// @param original null if it is not known
  record ChangedFile(
      List<String> changes, boolean isThere, @Nullable String text, @Nullable String original) {

    ChangedFile {
      changes = List.copyOf(changes);
    }

    ChangedFile withoutTexts() {
      return new ChangedFile(changes, isThere, null, null);
    }
  }

  /// The files, with the results of changes in place of the changes.
  ///
  /// @param results by path
  SortedMap<String, RenderedFile> resulting(SortedMap<String, ChangedFile> results) {
    SortedMap<String, RenderedFile> resulting = delivered();
    results.forEach((path, result) -> {
      var changes = new ArrayList<RenderedFile>();
      for (String change : result.changes()) {
        RenderedFile removed = resulting.remove(change);
        if (removed != null) {
          changes.add(removed);
        }
      }
      if (result.isThere() && !changes.isEmpty()) {
        resulting.put(path, result(changes, result));
      }
    });
    return resulting;
  }

  /// The text is known only if those of all changes are.
  private static RenderedFile result(List<RenderedFile> changes, ChangedFile result) {
    String checksums = changes.stream().map(RenderedFile::sha256).collect(Collectors.joining(","));
    return changes.stream().anyMatch(change -> change.text() == null)
        ? new RenderedFile(checksums, null, null)
        : new RenderedFile(checksums, result.text(), result.original());
  }
}
