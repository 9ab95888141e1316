package io.esform.es;

import io.esform.diag.EsformBug;
import io.esform.provider.Arguments;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The settings of boot scripts that all kinds of hosts have.
final class HostSettings {

  /// The path at which boot scripts read them.
  static final String FILE = "/etc/esform/host.conf";

  private HostSettings() {}

  /// Mutable: each kind adds its settings.
  static SequencedMap<String, String> common(Arguments host) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("packages", String.join(" ", host.texts(HostSchema.PACKAGES)));
    return settings;
  }

  static Ipv4Network network(Arguments host) {
    String cidr = host.requiredBlock(HostSchema.NETWORK).requiredText("cidr");
    return Ipv4Network.parse(cidr)
        .orElseThrow(
            () -> new EsformBug("The invalid network \"" + cidr + "\" passed the validation."));
  }
}
