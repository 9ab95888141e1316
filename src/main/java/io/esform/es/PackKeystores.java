package io.esform.es;

import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.provider.Validity;
import io.esform.render.pack.KeystoreFacts;
import io.esform.render.pack.PackFiles;
import io.esform.value.AttributePath;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Warns about an expired certificate in the key store of a pack. Each pack is read once.
/// Thread-safe.
///
/// It is no error, because a cluster works with it: Nginx does not verify the certificate of port
/// 9443, and nodes check SAML signatures with its key alone. Some packs were released with one.
final class PackKeystores {

  private final InputFiles files;
  private final Map<Key, Optional<KeystoreFacts>> known = new ConcurrentHashMap<>();

  private record Key(Path file, String sha256) {}

  PackKeystores(InputFiles files) {
    this.files = files;
  }

  List<AttributeDiagnostic> warnings(Input pack, Instant now) {
    return pack
        .content(files)
        .flatMap(
            file -> known.computeIfAbsent(new Key(file, pack.sha256()), key -> read(key.file())))
        .flatMap(facts -> warning(pack.block().at("source"), facts, now))
        .stream()
        .toList();
  }

  private Optional<KeystoreFacts> read(Path file) {
    try {
      if (!files.exists(file)) {
        return Optional.empty();
      }
      try (PackFiles pack = files.pack(file)) {
        return KeystoreFacts.of(pack);
      }
    } catch (IOException | InvalidPathException _) {
      // The plan of a node that needs the pack reports it.
      return Optional.empty();
    }
  }

  private static Optional<AttributeDiagnostic> warning(
      AttributePath path, KeystoreFacts facts, Instant now) {
    var validity = new Validity(facts.from(), facts.to());
    return now.isBefore(validity.to())
        ? Optional.empty()
        : Optional.of(
            new AttributeDiagnostic(
                path,
                "Expired certificate in the pack",
                "The certificate \"%s\" in %s of the pack %s. Carbon uses it for port 9443 and signs SAML responses with its key. Requests through the load balancer work, but clients that connect to port 9443 and verify the certificate refuse it. Use a pack with a new key store."
                    .formatted(facts.alias(), facts.file(), validity.end(now)),
                true));
  }
}
