package io.esform.providers.local;

import static io.esform.providers.local.LocalPlatformIT.CIDR;
import static io.esform.providers.local.LocalPlatformIT.NETWORK;

import io.esform.es.Platform.HostNetwork;
import io.esform.es.Platform.HostPlacement;
import io.esform.es.Platform.HostSpecification;
import io.esform.es.Platform.KnownHost;
import io.esform.es.Platform.PublishedPort;
import io.esform.provider.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// Hand-written hosts for tests of {@link LocalPlatform}.
final class LocalHosts {

  private LocalHosts() {}

  /// The host with a boot script that creates the unit for a repeated application.
  static HostSpecification reapplying(HostSpecification host) {
    return withUserData(
        host,
        """
        echo generation %1$d >/etc/esform/generation
        printf '%%s\\n' '[Service]' Type=oneshot RemainAfterExit=yes ExecStart=/bin/true \\
          'ExecStop=/usr/bin/cloud-init clean' >/etc/systemd/system/esform-reapply.service
        systemctl daemon-reload
        systemctl start esform-reapply
        echo 'esform: ready %1$d' >/var/lib/esform/status
        """
            .formatted(host.generation()));
  }

  static KnownHost known(String id) {
    return new KnownHost(id, host("any", 1, 1).placement());
  }

  static HostSpecification host(String name, int place, int generation) {
    return host(name, place, generation, List.of(), Map.of());
  }

  static HostSpecification host(
      String name, int place, int generation, List<PublishedPort> ports, Map<String, Path> inputs) {
    SortedMap<String, String> secrets = new TreeMap<>(Map.of("password", "s3cret"));
    var specification =
        new HostSpecification(
            new HostPlacement(
                "es_node." + name,
                name,
                new HostNetwork(NETWORK, CIDR, new TreeMap<>(), List.of(), null, null),
                "10.89.91." + place,
                null,
                null,
                null,
                null,
                false),
            "",
            null,
            secrets,
            new TreeMap<>(inputs),
            ports,
            generation,
            60);
    return withUserData(
        specification,
        "echo generation "
            + generation
            + " >/etc/esform/generation; echo 'esform: ready "
            + generation
            + "' >/var/lib/esform/status");
  }

  static HostSpecification withUserData(HostSpecification host, String command) {
    String userData = "#!/bin/sh\nmkdir -p /var/lib/esform\n" + command + "\n";
    return new HostSpecification(
        host.placement(),
        gzipped(userData),
        host.bundle(),
        host.secrets(),
        host.inputs(),
        host.ports(),
        host.generation(),
        host.readyTimeoutSeconds());
  }

  static HostSpecification withTimeout(HostSpecification host, int seconds) {
    return new HostSpecification(
        host.placement(),
        host.userData(),
        host.bundle(),
        host.secrets(),
        host.inputs(),
        host.ports(),
        host.generation(),
        seconds);
  }

  private static String gzipped(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  static final class Recorder implements Progress {
    final List<String> ids = new ArrayList<>();
    boolean stopping;

    @Override
    public void identified(String id) {
      ids.add(id);
    }

    @Override
    public void message(String text) {}

    @Override
    public boolean isCancelled() {
      return stopping;
    }
  }
}
