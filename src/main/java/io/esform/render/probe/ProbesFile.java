package io.esform.render.probe;

import io.esform.render.cloudinit.HostFile;
import io.esform.render.json.AsciiJson;
import io.esform.value.Value;
import java.util.List;
import java.util.stream.Collectors;

/// The file with the probes of a host, one per line.
public final class ProbesFile {

  private static final String PATH = "/etc/esform/probes.json";

  private ProbesFile() {}

  /// Returns the file.
  ///
  /// @param role the word for the kind of host: `node`
  /// @param disks the paths whose disks are reported
  /// @param probes in the order in which they run
  public static HostFile render(String role, List<String> disks, List<Probe> probes) {
    String lines =
        probes.stream()
            .map(probe -> "  " + line(probe.value()))
            .collect(Collectors.joining(",\n", "[\n", "\n]"));
    return HostFile.plain(
        PATH,
        "{\"role\": %s,\n\"disks\": %s,\n\"probes\": %s}\n"
            .formatted(line(Value.of(role)), line(Value.listOf(disks)), lines));
  }

  /// JSON has line ends only between its parts.
  private static String line(Value value) {
    return AsciiJson.write(value).replaceAll("\n *", " ");
  }
}
