package io.esform.es;

import io.esform.provider.Arguments;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The inputs of a node that are configured and known.
///
/// @param java the archive of its Java; empty for a Java of its packages or image
record NodeInputs(Optional<Input> pack, Optional<Input> java, Optional<Input> driver) {

  static final String JAVA = "java";

  static NodeInputs of(Arguments host) {
    return new NodeInputs(
        host.block("pack").flatMap(block -> Input.of(block, "pack.zip")),
        host.block(JAVA).flatMap(block -> Input.of(block, JAVA)),
        host.block("database")
            .flatMap(database -> database.block("driver"))
            .flatMap(block -> Input.of(block, "driver.jar")));
  }

  List<Input> all() {
    return Stream.of(pack, java, driver).flatMap(Optional::stream).toList();
  }
}
