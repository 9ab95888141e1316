package io.esform.testing;

import java.nio.file.Path;

/// A disk that other machines can also write to.
public final class SharedDisk extends DelegatingDisk {

  @Override
  public boolean isLocal(Path directory) {
    return false;
  }
}
