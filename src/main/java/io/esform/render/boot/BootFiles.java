package io.esform.render.boot;

import io.esform.diag.EsformBug;
import io.esform.render.cloudinit.HostFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// Renders the boot script of a host, its settings and its units.
public final class BootFiles {

  /// The directory of delivered inputs on a host; each file has the name of its input.
  public static final String INPUTS = "/var/lib/esform/inputs/";

  /// The directory of bundles on a host; the name of each is its SHA-256.
  public static final String BUNDLES = "/var/lib/esform/bundles/";

  private static final String UNPACKED = "/run/esform/bundle";
  private static final String SETTINGS = "/etc/esform/host.conf";
  private static final String START = "/opt/esform/bin/start";
  private static final String AWS = "/opt/esform/bin/aws.py";

  private static final List<String> PROBE_UNITS =
      List.of(
          "esform-probe.service",
          "esform-probe.path",
          "esform-status.service",
          "esform-status.timer");

  private BootFiles() {}

  /// The kinds of host.
  public enum HostRole {
    DATABASE("database.sh"),
    NODE("node.sh"),
    LOAD_BALANCER("balancer.sh");

    private final String script;

    HostRole(String script) {
      this.script = script;
    }

    /// Units of packages that restart when their service fails. A distribution has one of the two
    /// database units.
    private List<String> services() {
      return switch (this) {
        case DATABASE -> List.of("mariadb", "mysql");
        case NODE -> List.of();
        case LOAD_BALANCER -> List.of("nginx");
      };
    }
  }

  /// Returns the boot script, its settings and the units that it starts.
  ///
  /// @param settings the settings of the script by variable name, in the order of the file
  public static List<HostFile> render(HostRole kind, SequencedMap<String, String> settings) {
    var files = new ArrayList<HostFile>();
    files.add(HostFile.plain(SETTINGS, settingsFile(settings)));
    files.add(HostFile.executable(START, withoutComments(resource("start.sh"))));
    files.add(HostFile.executable(AWS, withoutComments(resource("aws.py"))));
    files.add(
        HostFile.plain(
            "/opt/esform/bin/boot",
            withoutComments(resource("common.sh") + resource(kind.script))));
    files.add(HostFile.executable("/opt/esform/bin/probe", withoutComments(resource("probe.py"))));
    PROBE_UNITS.forEach(name -> files.add(unit(name)));
    files.add(unit("esform-reapply.service"));
    for (String service : kind.services()) {
      String dropIn = "/etc/systemd/system/" + service + ".service.d/esform.conf";
      files.add(HostFile.plain(dropIn, resource("service.conf")));
    }
    if (kind == HostRole.NODE) {
      files.add(HostFile.executable("/opt/esform/bin/gate", withoutComments(resource("gate.sh"))));
      files.add(unit("wso2es.service"));
    }
    return List.copyOf(files);
  }

  /// Whether user-data carries the file. The bundle contains all others.
  public static boolean isInUserData(HostFile file) {
    return Set.of(SETTINGS, START, AWS).contains(file.path());
  }

  /// Returns a file of the bundle for user-data that contains the bundle.
  ///
  /// Each is written to a directory from which the script `start` installs it. A compressed bundle
  /// in user-data, which is compressed itself, would need a quarter more bytes.
  public static HostFile unpacked(HostFile file) {
    return new HostFile(UNPACKED + file.path(), file.content(), file.mode());
  }

  /// Returns the shell command that installs unpacked files and runs their boot script for this
  /// generation.
  public static String command(int generation) {
    return "ESFORM_GENERATION=%d exec %s".formatted(generation, START);
  }

  /// Returns the shell command that installs a bundle and runs its boot script for this generation.
  ///
  /// @param sha256 of the bundle
  /// @param object the object of S3 that contains it, as `s3://BUCKET/KEY`; empty for a bundle that
  ///   is delivered below {@link #BUNDLES}
  public static String command(int generation, String sha256, String object) {
    String command = command(generation) + " " + sha256;
    return object.isEmpty() ? command : command + " " + quoted(object);
  }

  private static HostFile unit(String name) {
    return HostFile.plain("/etc/systemd/system/" + name, resource(name));
  }

  private static String settingsFile(SequencedMap<String, String> settings) {
    return settings.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + quoted(entry.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /// Removes comments, because user-data has a size limit, and a bundle may be part of it.
  private static String withoutComments(String script) {
    return script
        .lines()
        .filter(line -> !line.isBlank() && (!line.matches("\\s*#.*") || line.startsWith("#!")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String resource(String name) {
    try (var stream = BootFiles.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new EsformBug("The resource " + name + " is missing.");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
