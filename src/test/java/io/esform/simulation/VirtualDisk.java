package io.esform.simulation;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A disk of one machine, with the part of it that a power failure leaves.
///
/// A file's content is durable once it is flushed, and its name once the directory is flushed.
/// Until then, a power failure keeps any prefix of the content, which may be followed by zeros, and
/// some of the changes of names.
final class VirtualDisk {

  /// The changes of names that a power failure keeps.
  enum NameOrder {
    /// The first ones, as file systems with a journal of metadata (ext4, XFS) write them.
    KEPT,
    /// Any.
    FREE
  }

  /// A file, with any number of names.
  static final class Inode {
    private byte[] content = new byte[0];
    private byte[] durable = new byte[0];

    /// The process that holds the operating system's lock; null for none.
    private @Nullable SimulatedProcess locker;

    byte[] content() {
      return content;
    }

    void write(byte[] now) {
      content = now;
    }

    void flush() {
      durable = content;
    }

    @Nullable SimulatedProcess locker() {
      SimulatedProcess holder = locker;
      return holder == null || holder.isEnded() ? null : holder;
    }

    void lock(@Nullable SimulatedProcess holder) {
      locker = holder;
    }
  }

  /// A change of names.
  ///
  /// @param from null for a new name
  /// @param to null for a removal
  private record NameChange(@Nullable Path from, @Nullable Path to, @Nullable Inode inode) {

    void apply(SortedMap<Path, Inode> names) {
      if (from != null) {
        names.remove(from);
      }
      if (to != null && inode != null) {
        names.put(to, inode);
      }
    }

    boolean isIn(Path directory) {
      return (from != null && directory.equals(from.getParent()))
          || (to != null && directory.equals(to.getParent()));
    }
  }

  private final NameOrder order;
  private final SortedSet<Path> directories = new TreeSet<>();
  private SortedMap<Path, Inode> names = new TreeMap<>();
  private final SortedMap<Path, Inode> durableNames = new TreeMap<>();
  private List<NameChange> unflushed = new ArrayList<>();

  VirtualDisk(NameOrder order, Path directory) {
    this.order = order;
    for (Path each = directory; each != null; each = each.getParent()) {
      directories.add(each);
    }
  }

  SortedSet<Path> directories() {
    return directories;
  }

  /// The files by name, not to be changed.
  SortedMap<Path, Inode> names() {
    return names;
  }

  @Nullable Inode find(Path file) {
    return names.get(file);
  }

  /// Creates a file that is durable, unless it exists.
  void keep(Path file, String content) {
    if (!names.containsKey(file)) {
      var inode = new Inode();
      inode.write(content.getBytes(StandardCharsets.UTF_8));
      inode.flush();
      names.put(file, inode);
      durableNames.put(file, inode);
    }
  }

  void name(Path file, Inode inode) {
    change(new NameChange(null, file, inode));
  }

  void rename(Path from, Path to) {
    change(new NameChange(from, to, names.get(from)));
  }

  void remove(Path file) {
    change(new NameChange(file, null, null));
  }

  private void change(NameChange change) {
    change.apply(names);
    unflushed.add(change);
  }

  void flush(Path directory) {
    unflushed.stream().filter(each -> each.isIn(directory)).forEach(it -> it.apply(durableNames));
    unflushed.removeIf(each -> each.isIn(directory));
  }

  /// Loses what is not flushed, or part of it. All processes of the machine have ended.
  void failPower(Random random) {
    int kept = random.nextInt(unflushed.size() + 1);
    for (int index = 0; index < unflushed.size(); index++) {
      if (order == NameOrder.KEPT ? index < kept : random.nextBoolean()) {
        unflushed.get(index).apply(durableNames);
      }
    }
    unflushed = new ArrayList<>();
    names = new TreeMap<>(durableNames);
    for (Inode each : new ArrayList<>(names.values())) {
      if (!Arrays.equals(each.content, each.durable)) {
        each.content = torn(each, random);
        each.durable = each.content;
      }
    }
  }

  /// The content after a power failure during an unflushed write.
  private static byte[] torn(Inode inode, Random random) {
    byte[] written = inode.content;
    if (written.length < inode.durable.length) {
      return random.nextBoolean() ? written : inode.durable;
    }
    int base = inode.durable.length;
    int cut = base + random.nextInt(written.length - base + 1);
    byte[] left = Arrays.copyOf(written, random.nextInt(3) == 0 ? written.length : cut);
    Arrays.fill(left, Math.min(cut, left.length), left.length, (byte) 0);
    return left;
  }
}
