package io.esform.es;

import io.esform.es.HostKind.MemoryUse;
import io.esform.provider.Arguments;
import java.util.List;
import java.util.Optional;

/// The memory of a node.
final class NodeMemory {

  /// An estimate of what a Java virtual machine with Carbon needs beside its heap: classes,
  /// compiled code, threads and buffers.
  private static final long BESIDE_THE_HEAP = 256L << 20;

  private static final long SYSTEM = 128L << 20;

  private NodeMemory() {}

  /// Empty while the heap is unknown.
  static List<MemoryUse> of(Arguments node) {
    if (!node.isKnown("jvm")) {
      return List.of();
    }
    Arguments jvm = node.blockOrDefaults("jvm", NodeSchema.JVM);
    Optional<Long> heap = jvm.text("maximum_memory").flatMap(Rules::memory);
    return heap.map(bytes ->
            List.of(
                new MemoryUse("heap (jvm.maximum_memory)", bytes, jvm.at("maximum_memory")),
                new MemoryUse(
                    "classes, compiled code and threads of Java",
                    BESIDE_THE_HEAP,
                    jvm.at("maximum_memory")),
                new MemoryUse("the system", SYSTEM, jvm.at("maximum_memory"))))
        .orElse(List.of());
  }
}
