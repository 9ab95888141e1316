package io.esform.providers.local;

import com.google.re2j.Pattern;
import io.esform.diag.Diagnostic;
import io.esform.es.Platform.PlatformException;
import io.esform.es.Platform.Sizes;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The size of a local host: its memory limit, as `512m` or `2g`.
final class MemoryLimit {

  private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,5})([mg])");

  private MemoryLimit() {}

  /// Knowledge about sizes: the memory limit is the name. A host without a limit has the memory of
  /// the machine.
  static Sizes sizes(MachineMemory machine) {
    return new Sizes() {
      @Override
      public Optional<Long> memory(@Nullable String size) {
        return size == null ? machine.bytes() : read(size);
      }

      @Override
      public String ofDefault() {
        return "all memory of this machine";
      }
    };
  }

  private static Optional<Long> read(String size) {
    try {
      return Optional.of(parse(size));
    } catch (PlatformException _) {
      return Optional.empty();
    }
  }

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
