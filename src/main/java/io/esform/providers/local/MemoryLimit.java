package io.esform.providers.local;

import com.google.re2j.Pattern;
import io.esform.diag.Diagnostic;
import io.esform.es.Platform.PlatformException;
import java.util.Locale;

/// The size of a local host: its memory limit, as `512m` or `2g`.
final class MemoryLimit {

  private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,5})([mg])");

  private MemoryLimit() {}

  /// The size in bytes.
  ///
  /// @throws PlatformException when the text is not a size
  static long parse(String size) throws PlatformException {
    var matcher = SHAPE.matcher(size.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new PlatformException(
          Diagnostic.error(
              "Invalid size",
              "The size of a host on this machine is its memory limit, such as \"512m\" or \"2g\","
                  + " not \""
                  + size
                  + "\"."),
          null);
    }
    int shift = "g".equals(matcher.group(2)) ? 30 : 20;
    return Long.parseLong(matcher.group(1)) << shift;
  }
}
