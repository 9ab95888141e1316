package io.esform.es;

import io.esform.es.HostKind.MemoryUse;
import io.esform.es.Platform.Sizes;
import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Checks that the memory of a host is enough for its processes.
final class HostMemory {

  private static final long MEBIBYTE = 1L << 20;

  private HostMemory() {}

  /// Nothing for a size that is unknown or has no known memory.
  static void check(HostKind kind, Arguments host, Sizes sizes, Faults faults) {
    if (!host.isKnown(HostSchema.SIZE)) {
      return;
    }
    String size = host.text(HostSchema.SIZE).orElse(null);
    List<MemoryUse> uses = kind.memory(host);
    long total = uses.stream().mapToLong(MemoryUse::bytes).sum();
    sizes
        .memory(size)
        .filter(memory -> memory < total)
        .ifPresent(memory -> {
          MemoryUse largest =
              uses.stream().max(Comparator.comparingLong(MemoryUse::bytes)).orElseThrow();
          faults.add(
              largest.path(),
              "Not enough memory",
              "The host has %s MiB of memory (%s), but needs %s MiB:\n\n%s\nLower these amounts, or use a host with more memory (\"size\")."
                  .formatted(
                      mebibytes(memory),
                      size == null ? sizes.ofDefault() : "size \"" + size + "\"",
                      mebibytes(total),
                      sum(uses, total)));
        });
  }

  private static String sum(List<MemoryUse> uses, long total) {
    int width = mebibytes(total).length();
    var lines = new StringBuilder();
    uses.forEach(use -> lines.append(line(width, use.bytes(), use.how())));
    return lines.append(line(width, total, "in total")).toString();
  }

  private static String line(int width, long bytes, String text) {
    String amount = mebibytes(bytes);
    return "    %s%s MiB  %s\n".formatted(" ".repeat(width - amount.length()), amount, text);
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%,d", (bytes + MEBIBYTE - 1) / MEBIBYTE);
  }
}
