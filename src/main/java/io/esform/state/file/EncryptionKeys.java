package io.esform.state.file;

import java.util.ArrayList;
import java.util.List;

/// The keys of a state.
///
/// @param current seals all new texts
/// @param fallbacks keys which only open texts that were sealed with them, such as earlier ones
/// @param isForeign whether the state belongs to another configuration and is only read
public record EncryptionKeys(KeySource current, List<KeySource> fallbacks, boolean isForeign) {

  public EncryptionKeys {
    fallbacks = List.copyOf(fallbacks);
  }

  /// The keys of this configuration's state.
  public EncryptionKeys(KeySource current, List<KeySource> fallbacks) {
    this(current, fallbacks, false);
  }

  /// The keys to try for the state of another configuration, in this order.
  public static EncryptionKeys ofForeign(List<KeySource> sources) {
    return new EncryptionKeys(new KeySource.NoKey(), sources, true);
  }

  /// Every source, the current one first.
  public List<KeySource> all() {
    var sources = new ArrayList<KeySource>();
    sources.add(current);
    sources.addAll(fallbacks);
    return List.copyOf(sources);
  }

  /// A single key, without earlier ones.
  public static EncryptionKeys of(KeySource current) {
    return new EncryptionKeys(current, List.of());
  }
}
