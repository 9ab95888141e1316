package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.provider.RendersFiles.RenderedFile;
import io.esform.render.cloudinit.HostFile;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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

  /// A file of others on the host after a change by esform.
  ///
  /// @param text null if it is not known
  /// @param original null if it is not known
  record ChangedFile(String path, @Nullable String text, @Nullable String original) {

    ChangedFile withoutTexts() {
      return new ChangedFile(path, null, null);
    }
  }

  /// The files, with the results of changes in place of the changes.
  ///
  /// @param results by the path of the change; empty for a change without effect
  SortedMap<String, RenderedFile> resulting(Map<String, Optional<ChangedFile>> results) {
    SortedMap<String, RenderedFile> resulting = delivered();
    results.forEach((path, result) -> {
      RenderedFile change = resulting.remove(path);
      if (change != null && result.isPresent()) {
        ChangedFile file = result.get();
        resulting.put(
            file.path(),
            change.text() == null
                ? change
                : new RenderedFile(change.sha256(), file.text(), file.original()));
      }
    });
    return resulting;
  }
}
