package io.esform.render.boot;

import io.esform.diag.EsformBug;
import io.esform.render.cloudinit.HostFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// Renders the boot script of a host, its settings and its units.
public final class BootFiles {

  /// The directory of delivered inputs on a host; each file has the name of its input.
  public static final String INPUTS = "/var/lib/esform/inputs/";

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
    files.add(HostFile.plain("/etc/esform/host.conf", settingsFile(settings)));
    files.add(script("boot", resource("common.sh") + resource(kind.script)));
    files.add(HostFile.executable("/opt/esform/bin/aws.py", withoutComments(resource("aws.py"))));
    files.add(unit("esform-reapply.service"));
    for (String service : kind.services()) {
      String dropIn = "/etc/systemd/system/" + service + ".service.d/esform.conf";
      files.add(HostFile.plain(dropIn, resource("restart.conf")));
    }
    if (kind == HostRole.NODE) {
      files.add(script("gate", resource("gate.sh")));
      files.add(unit("wso2es.service"));
    }
    return List.copyOf(files);
  }

  /// Returns the shell command that starts the boot script for this generation.
  public static String command(int generation) {
    return "ESFORM_GENERATION=" + generation + " exec /opt/esform/bin/boot";
  }

  private static HostFile script(String name, String text) {
    return HostFile.executable("/opt/esform/bin/" + name, withoutComments(text));
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

  /// Removes comments, because user-data has a size limit.
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
