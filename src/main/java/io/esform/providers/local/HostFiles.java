package io.esform.providers.local;

import io.esform.diag.Diagnostic;
import io.esform.diag.EsformBug;
import io.esform.es.Platform.HostBundle;
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

/// The files that are delivered to a host before it boots: its seed for cloud-init, its bundle, its
/// secrets and its inputs.
final class HostFiles {

  private static final String SEED = "/var/lib/cloud/seed/nocloud";
  private static final String SECRETS = "/etc/esform/secrets";
  private static final int SECRET_MODE = 0600;

  private final Engine engine;
  private final InstantSource clock;

  /// @param clock gives each delivery a different instance id
  HostFiles(Engine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  /// Delivers the parts of the specification that the host does not have yet, and clears its last
  /// reported status. The host must not boot or apply its user-data meanwhile: it would read a mix
  /// of old and new files.
  ///
  /// @param present inputs that the host already has
  void deliver(String id, HostSpecification host, Set<String> present) throws PlatformException {
    for (Map.Entry<String, Path> input : host.inputs().entrySet()) {
      if (!present.contains(input.getKey())) {
        deliverInput(id, host, input.getKey(), input.getValue());
      }
    }
    copy(id, "copying the user-data to " + host.name(), seed(host));
  }

  /// The inputs that a running host has in their current version, by size and modification time.
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

  /// Deletes the secrets of a running host, so that removed ones do not stay.
  void dropSecrets(String id) throws PlatformException {
    engine.execute(id, "rm", "-rf", SECRETS);
  }

  /// SHA-256 of the current user-data of the host, running or not, as hex; empty when it has none.
  String userDataSha256(String id) throws PlatformException {
    return engine
        .file("reading a host's user-data", id, SEED + "/user-data")
        .map(HostFiles::sha256)
        .orElse("");
  }

  /// SHA-256 of the specified user-data of the host.
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
    HostBundle bundle = host.bundle();
    if (bundle != null) {
      archive.file(bundle.place(), Base64.getDecoder().decode(bundle.base64()), 0644);
    }
    host.secrets()
        .forEach((name, content) -> archive.file(SECRETS + "/" + name, content, SECRET_MODE));
    return archive.stream();
  }

  /// Every delivery has a new cloud-init instance id; otherwise cloud-init runs only at the first
  /// boot.
  private String metaData(HostSpecification host) {
    return "instance-id: %s-%d-%d\nlocal-hostname: %s\n"
        .formatted(host.name(), host.generation(), clock.millis(), host.name());
  }

  private void deliverInput(String id, HostSpecification host, String path, Path source)
      throws PlatformException {
    try (InputStream archive = Archive.of(path, source)) {
      copy(id, "copying " + source.getFileName() + " to " + host.name(), archive);
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
