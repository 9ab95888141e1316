package io.esform.es;

import io.esform.es.Platform.Abilities;
import io.esform.provider.Arguments;
import io.esform.provider.Restorable.Restoration;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Plans the return of a host to its last good generation: the same arguments and files, as a new
/// generation.
///
/// The files are rendered again and compared with their recorded checksums, so that a return either
/// gives the host the bytes that it had, or is refused.
record HostRestoration(HostKind kind, Abilities abilities, String address) {

  private static final int SHOWN_PATHS = 3;

  /// @param tried the state that the failed update should have made
  /// @param left the host after the failed update; null to create one again
  Restoration plan(ObjectValue good, ObjectValue tried, @Nullable ObjectValue left) {
    List<String> different = different(good);
    if (!different.isEmpty()) {
      return Restoration.refused(
          "this version of esform renders other files for generation %d than the host had: %s"
              .formatted(
                  generation(good),
                  String.join(
                      ", ", different.subList(0, Math.min(SHOWN_PATHS, different.size())))));
    }
    if (left == null) {
      ObjectValue first = good.with(HostSchema.GENERATION, Value.of(1));
      return Restoration.to(
          new PlannedHost(kind, abilities, address, first)
              .applied("", true)
              .with(HostSchema.ID, Value.unknown(Types.STRING)));
    }
    int last = IntStream.of(generation(good), generation(tried), generation(left)).max().getAsInt();
    ObjectValue planned =
        good.with(HostSchema.GENERATION, Value.of(last + 1))
            .with(HostSchema.ID, left.get(HostSchema.ID));
    String id = Arguments.of(planned).requiredText(HostSchema.ID);
    return Restoration.to(new PlannedHost(kind, abilities, address, planned).applied(id, true));
  }

  /// The paths of files that are rendered differently now.
  private List<String> different(ObjectValue good) {
    RenderedFiles files = RenderedFiles.of(kind, good);
    SortedMap<String, String> now = new TreeMap<>();
    kind.files(Arguments.of(good)).forEach(file -> now.put(file.path(), file.sha256()));
    var paths = new TreeSet<>(now.keySet());
    paths.addAll(files.recorded().keySet());
    paths.removeIf(path -> now.getOrDefault(path, "").equals(files.recorded().get(path)));
    return List.copyOf(paths);
  }

  static int generation(ObjectValue host) {
    return Arguments.of(host).number(HostSchema.GENERATION).map(Number::intValue).orElse(0);
  }
}
