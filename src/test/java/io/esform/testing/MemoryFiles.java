package io.esform.testing;

import io.esform.config.SourceFiles;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Configuration files in the text of a test.
///
/// @param texts by path; `main.esf` is in the directory `.`
public record MemoryFiles(Map<String, String> texts) implements SourceFiles {

  public MemoryFiles {
    texts = new TreeMap<>(texts);
  }

  @Override
  public List<String> list(String directory) throws NoSuchFileException {
    String prefix = directory.equals(".") ? "" : directory + "/";
    List<String> names =
        texts.keySet().stream()
            .filter(path -> path.startsWith(prefix))
            .map(path -> path.substring(prefix.length()))
            .filter(name -> !name.contains("/"))
            .toList();
    if (names.isEmpty()) {
      throw new NoSuchFileException(directory);
    }
    return names;
  }

  @Override
  public String read(String path) throws NoSuchFileException {
    String text = texts.get(path);
    if (text == null) {
      throw new NoSuchFileException(path);
    }
    return text;
  }
}
