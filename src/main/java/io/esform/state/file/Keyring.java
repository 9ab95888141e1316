package io.esform.state.file;

import io.esform.state.disk.Disk;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Finds keys at first use and keeps them for the rest of the run. The current key seals; it and
/// the fallbacks open. Thread-safe.
final class Keyring {

  private final KeyLoader current;
  private final List<KeyLoader> fallbacks;
  private final boolean isForeign;

  /// Every key that has opened a document.
  private final Map<KeyHeader, OpenedKey> opened = new HashMap<>();

  /// Documents whose key no source has. A search can take long and is not repeated.
  private final Map<KeyHeader, StateFault> unopened = new HashMap<>();

  /// The key that seals, by lineage: the one that the current source had for its last document.
  private final Map<String, OpenedKey> sealing = new HashMap<>();

  /// The key that a value was opened with last, by the context of the value.
  private final Map<String, OpenedKey> uses = new HashMap<>();

  Keyring(EncryptionKeys keys, SecureRandom random, Disk disk) {
    this.current = new KeyLoader(keys.current(), random, disk);
    this.isForeign = keys.isForeign();
    this.fallbacks =
        keys.fallbacks().stream().map(each -> new KeyLoader(each, random, disk)).toList();
  }

  /// Checks that later values can be sealed, and opened by another run.
  ///
  /// @throws StateFault when the key is unavailable
  synchronized void prepare(String lineage) throws StateFault {
    OpenedKey known = sealing.get(lineage);
    boolean mayFail =
        switch (current.source()) {
          case KeySource.NoKey _, KeySource.Passphrase _ -> false;
          case KeySource.KeyFile _ -> true;
          case KeySource.KmsKey _ -> known == null;
        };
    if (!mayFail) {
      return;
    }
    if (known == null) {
      forSealing(lineage);
    } else {
      var search = new KeySearch(known.header(), lineage, isForeign);
      if (search.in(current, current.description()) == null) {
        throw search.failed();
      }
    }
  }

  /// The key for new values; creates the key file, salt or data key if it does not exist.
  ///
  /// @throws StateFault when there is no encryption, or the key is unavailable
  synchronized OpenedKey forSealing(String lineage) throws StateFault {
    OpenedKey known = sealing.get(lineage);
    if (known == null) {
      known = current.create(lineage);
      sealing.put(lineage, known);
    }
    return known;
  }

  /// The key that seals from now on. With KMS a new data key, because a rotation of the KMS key is
  /// not visible.
  ///
  /// @throws StateFault as for {@link #forSealing}
  synchronized KeyUse renew(String lineage) throws StateFault {
    if (current.source() instanceof KeySource.KmsKey) {
      sealing.put(lineage, current.create(lineage));
    }
    OpenedKey key = forSealing(lineage);
    return new KeyUse(key.id(), key.source(), 0);
  }

  /// The key that opens a document.
  ///
  /// @param encryption the member of the document that describes its key
  /// @throws StateFault when the key is missing or wrong
  synchronized OpenedKey forOpening(Json encryption, String lineage) throws StateFault {
    KeyHeader header = KeyHeader.read(encryption);
    OpenedKey known = opened.get(header);
    if (known == null) {
      StateFault before = unopened.get(header);
      if (before != null) {
        throw located(before, encryption.offset());
      }
      known = find(header, lineage, encryption.offset());
      opened.put(header, known);
    }
    return known;
  }

  private OpenedKey find(KeyHeader header, String lineage, int offset) throws StateFault {
    OpenedKey ours = sealing.get(lineage);
    if (ours != null && ours.header().equals(header)) {
      return ours;
    }
    var search = new KeySearch(header, lineage, isForeign);
    OpenedKey found = search.in(current, current.description());
    if (found != null) {
      if (found.isCurrent()) {
        sealing.put(lineage, found);
      }
      return found;
    }
    for (KeyLoader each : fallbacks) {
      String source = each.description();
      found = search.in(each, isForeign ? source : "fallback " + source);
      if (found != null) {
        return found;
      }
    }
    StateFault fault = search.failed();
    unopened.put(header, fault);
    throw located(fault, offset);
  }

  /// The place of a fault in a document of another configuration is part of no file that is shown.
  private StateFault located(StateFault fault, int offset) {
    return isForeign ? fault : fault.at(offset);
  }

  /// Seals values of an owner, such as an instance.
  ValueEncoder.Seal seal(String lineage, String owner) {
    return (plain, place) ->
        forSealing(lineage).sealer().seal(plain, context(lineage, owner, place));
  }

  /// Opens values of an owner.
  ///
  /// @param document whose `encryption` describes the key
  ValueDecoder.Unseal unseal(ObjectReader document, String lineage, String owner) {
    return (sealed, place) -> {
      OpenedKey key = forOpening(document.required("encryption"), lineage);
      String context = context(lineage, owner, place);
      try {
        String plain = key.sealer().unseal(sealed.value(), context);
        record(context, key);
        return plain;
      } catch (GeneralSecurityException _) {
        throw new StateFault(
            "Sealed value was altered",
            "The sealed value of %s cannot be decrypted with the key of this state: it was edited, or copied from another place or another state."
                .formatted(owner),
            sealed.offset());
      }
    };
  }

  private synchronized void record(String context, OpenedKey key) {
    uses.put(context, key);
  }

  /// The keys that have opened values, by their ids. A value at the same place of several documents
  /// counts once, with the last one; its type is not counted.
  synchronized List<KeyUse> uses() {
    var counts = new TreeMap<String, KeyUse>();
    uses.forEach((context, key) -> {
      int values = context.endsWith(InstanceJson.TYPE) ? 0 : 1;
      counts.merge(
          key.id(),
          new KeyUse(key.id(), key.source(), values),
          (before, _) -> new KeyUse(key.id(), key.source(), before.values() + values));
    });
    return new ArrayList<>(counts.values());
  }

  /// The context that a sealed value is bound to.
  private static String context(String lineage, String owner, String place) {
    return lineage + "\n" + owner + "\n" + place;
  }
}
