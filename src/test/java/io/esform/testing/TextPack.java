package io.esform.testing;

import io.esform.render.pack.PackFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// A pack in memory.
///
/// @param texts by path; one character per byte
public record TextPack(SortedMap<String, String> texts) implements PackFiles {

  @Override
  public byte @Nullable [] read(String path) {
    String text = texts.get(path);
    return text == null ? null : text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public List<String> names(String directory) {
    return texts.keySet().stream()
        .filter(path -> path.startsWith(directory + "/"))
        .map(path -> path.substring(directory.length() + 1).split("/", 2)[0])
        .distinct()
        .toList();
  }

  @Override
  public void close() {}
}
