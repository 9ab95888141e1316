package io.esform.providers.local;

import io.esform.diag.Diagnostic;
import io.esform.diag.EsformBug;
import io.esform.es.Platform.HostSpecification;
import io.esform.es.Platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/// What a host is handed before it boots: its seed for cloud-init, its secrets and its inputs.
final class HostFiles {

  private static final String SEED = "/var/lib/cloud/seed/nocloud";
  private static final String SECRETS = "/etc/esform/secrets";
  private static final int SECRET_MODE = 0600;

  private final Engine engine;
  private final InstantSource clock;

  /// @param clock tells one boot from the next
  HostFiles(Engine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  /// Gives the host everything of its specification that it does not have yet, and takes back what
  /// it reported so far. It must not boot or apply its user-data meanwhile: it would read half of
  /// the old and half of the new.
  ///
  /// @param present inputs that it has already
  void deliver(String id, HostSpecification host, Set<String> present) throws PlatformException {
    for (Map.Entry<String, Path> input : host.inputs().entrySet()) {
      if (!present.contains(input.getKey())) {
        deliverInput(id, host, input.getKey(), input.getValue());
      }
    }
    copy(id, "giving " + host.name() + " its user-data", seed(host));
  }

  /// Which of the inputs a running host has as they are now, by size and time of change.
  Set<String> present(String id, HostSpecification host) throws PlatformException {
    var present = new HashSet<String>();
    for (Map.Entry<String, Path> input : host.inputs().entrySet()) {
      Engine.Execution shown = engine.execute(id, "stat", "-c", "%s %Y", input.getKey());
      if (shown.status() == 0 && shown.output().strip().equals(stamp(input.getValue()))) {
        present.add(input.getKey());
      }
    }
    return present;
  }

  /// Takes away the secrets of a running host, so that one it no longer has does not stay.
  void dropSecrets(String id) throws PlatformException {
    engine.execute(id, "rm", "-rf", SECRETS);
  }

  /// SHA-256 of the user-data that the host has, running or not, as hex; empty when it has none.
  String userDataSha256(String id) throws PlatformException {
    return engine
        .file("reading a host's user-data", id, SEED + "/user-data")
        .map(HostFiles::sha256)
        .orElse("");
  }

  /// SHA-256 of the user-data that the host should have.
  static String userDataSha256(HostSpecification host) {
    return sha256(userData(host));
  }

  private static byte[] userData(HostSpecification host) {
    return Base64.getDecoder().decode(host.userData());
  }

  private InputStream seed(HostSpecification host) {
    var archive =
        new Archive()
            .file(SEED + "/user-data", userData(host), SECRET_MODE)
            .file(SEED + "/meta-data", metaData(host), 0644)
            .file(Readiness.STATUS, "", 0644)
            .privateDirectory(SECRETS);
    host.secrets()
        .forEach((name, content) -> archive.file(SECRETS + "/" + name, content, SECRET_MODE));
    return archive.stream();
  }

  /// Every delivery is a new instance to cloud-init, which otherwise keeps to its first boot.
  private String metaData(HostSpecification host) {
    return "instance-id: %s-%d-%d\nlocal-hostname: %s\n"
        .formatted(host.name(), host.generation(), clock.millis(), host.name());
  }

  private void deliverInput(String id, HostSpecification host, String path, Path source)
      throws PlatformException {
    try (InputStream archive = Archive.of(path, source)) {
      copy(id, "giving " + host.name() + " " + source.getFileName(), archive);
    } catch (IOException failure) {
      throw new PlatformException(
          Diagnostic.error(
              "File not readable",
              source + ", an input of " + host.name() + ", cannot be read: " + failure),
          id);
    }
  }

  private void copy(String id, String doing, InputStream archive) throws PlatformException {
    engine.ask(
        doing,
        docker ->
            docker
                .copyArchiveToContainerCmd(id)
                .withRemotePath("/")
                .withTarInputStream(archive)
                .exec());
  }

  private static String stamp(Path source) {
    try {
      return Files.size(source)
          + " "
          + Files.getLastModifiedTime(source).toInstant().getEpochSecond();
    } catch (IOException _) {
      return "";
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException missing) {
      throw new EsformBug("Every Java has SHA-256.", missing);
    }
  }
}
