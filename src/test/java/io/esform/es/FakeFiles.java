package io.esform.es;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Files in memory.
final class FakeFiles implements InputFiles {

  final Map<Path, String> contents = new TreeMap<>(Map.of(Path.of("/packs/wso2es.zip"), "pack"));

  @Override
  public boolean exists(Path file) {
    return contents.containsKey(file);
  }

  @Override
  public InputStream open(Path file) throws IOException {
    String content = contents.get(file);
    if (content == null) {
      throw new NoSuchFileException(file.toString());
    }
    return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
  }
}
