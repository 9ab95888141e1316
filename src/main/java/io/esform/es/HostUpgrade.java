package io.esform.es;

import io.esform.render.cloudinit.HostFile;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.util.TreeMap;

/// Upgrades recorded hosts.
///
/// Version 0 of the schema recorded the contents of files; version 1 records their checksums.
final class HostUpgrade {

  private HostUpgrade() {}

  /// @param recorded in version 0, in the types of JSON
  static ObjectValue of(ObjectValue recorded) {
    if (!(recorded.attributes().get(HostSchema.FILES) instanceof ObjectValue files)) {
      return recorded;
    }
    var checksums = new TreeMap<String, Value>();
    files
        .attributes()
        .forEach((path, content) -> {
          if (content instanceof StringValue(var text)) {
            checksums.put(path, Value.of(HostFile.plain(path, text).sha256()));
          }
        });
    return recorded.with(HostSchema.FILES, Value.objectOf(checksums));
  }
}
