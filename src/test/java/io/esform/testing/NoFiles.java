package io.esform.testing;

import io.esform.eval.functions.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;

/// No files, for tests whose functions read none.
public class NoFiles implements Files {

  @Override
  public String text(String path) throws NoSuchFileException {
    throw new NoSuchFileException("does not exist");
  }

  @Override
  public byte[] bytes(String path) throws NoSuchFileException {
    throw new NoSuchFileException("does not exist");
  }

  @Override
  public boolean exists(String path) {
    return false;
  }

  @Override
  public List<String> matching(String directory, String pattern) {
    return List.of();
  }

  @Override
  public String absolute(String path) {
    return "/project/" + path;
  }

  @Override
  public String expanded(String path) {
    return path;
  }
}
