package io.esform.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/// A disk that other machines can also write to, on which files are written at a given time.
public final class SharedDisk extends DelegatingDisk {

  private final Instant now;

  public SharedDisk(Instant now) {
    this.now = now;
  }

  @Override
  public void create(Path file, byte[] content) throws IOException {
    super.create(file, content);
    Files.setLastModifiedTime(file, FileTime.from(now));
  }

  @Override
  public boolean isLocal(Path directory) {
    return false;
  }
}
