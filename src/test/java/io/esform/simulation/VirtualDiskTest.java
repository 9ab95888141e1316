package io.esform.simulation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.simulation.VirtualDisk.Inode;
import io.esform.simulation.VirtualDisk.NameOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VirtualDiskTest {

  private static final Path DIRECTORY = Path.of("/d");
  private static final Path FIRST = DIRECTORY.resolve("first");
  private static final Path SECOND = DIRECTORY.resolve("second");

  private static Inode file(String text) {
    var inode = new Inode();
    inode.write(text.getBytes(StandardCharsets.UTF_8));
    return inode;
  }

  /// The names that a power failure can leave after two new files.
  private static Set<String> left(NameOrder order) {
    var outcomes = new TreeSet<String>();
    for (long seed = 0; seed < 50; seed++) {
      var disk = new VirtualDisk(order, DIRECTORY);
      disk.name(FIRST, file("1"));
      disk.name(SECOND, file("2"));
      disk.failPower(new Random(seed));
      outcomes.add(disk.names().keySet().toString());
    }
    return outcomes;
  }

  @Test
  void aPowerFailureKeepsTheFirstChangesOfNamesOrAny() {
    assertThat(left(NameOrder.KEPT)).containsExactly("[/d/first, /d/second]", "[/d/first]", "[]");
    assertThat(left(NameOrder.FREE))
        .containsExactly("[/d/first, /d/second]", "[/d/first]", "[/d/second]", "[]");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsFlushedSurvives(NameOrder order) {
    for (long seed = 0; seed < 20; seed++) {
      var disk = new VirtualDisk(order, DIRECTORY);
      Inode inode = file("whole");
      inode.flush();
      disk.name(FIRST, inode);
      disk.rename(FIRST, SECOND);
      disk.flush(DIRECTORY);
      disk.failPower(new Random(seed));

      assertThat(disk.names()).containsOnlyKeys(SECOND);
      assertThat(requireNonNull(disk.find(SECOND)).content()).asString().isEqualTo("whole");
    }
  }

  @Test
  void anUnflushedContentIsCutOrFilledWithZeros() {
    var outcomes = new TreeSet<String>();
    for (long seed = 0; seed < 200; seed++) {
      var disk = new VirtualDisk(NameOrder.KEPT, DIRECTORY);
      disk.name(FIRST, file("ab"));
      disk.flush(DIRECTORY);
      disk.failPower(new Random(seed));
      byte[] content = requireNonNull(disk.find(FIRST)).content();
      outcomes.add(new String(content, StandardCharsets.UTF_8).replace('\0', '0'));
    }
    assertThat(outcomes).containsExactly("", "00", "a", "a0", "ab");
  }
}
