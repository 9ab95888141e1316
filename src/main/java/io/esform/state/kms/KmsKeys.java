package io.esform.state.kms;

import io.esform.state.file.DataKeys;
import java.util.HashMap;
import java.util.Map;

/// The configured KMS keys of a run. Each has one client and its known data keys, however often it
/// is requested. Thread-safe.
public final class KmsKeys {

  private final Map<KmsSettings, DataKeys> known = new HashMap<>();

  /// The data keys of this KMS key. Does no I/O.
  public synchronized DataKeys dataKeys(KmsSettings settings) {
    return known.computeIfAbsent(
        settings, key -> new KmsDataKeys(key, new KmsConnection(key.access())));
  }
}
