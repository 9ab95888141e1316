package io.esform.engine;

import io.esform.testing.FakeProvider.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A state's life: one configuration after another, each applied once, on a platform that fails now
/// and then and by runs that are killed now and then.
record Story(List<Chapter> chapters) {

  Story {
    chapters = List.copyOf(chapters);
  }

  /// What happens to an object between runs.
  enum Outage {
    NONE,
    GONE,
    /// It is there, and does not serve.
    DOWN
  }

  /// One configuration and how its apply fares.
  ///
  /// @param failures out of 100 calls, how many fail; and out of 100 objects, how many are gone or
  ///   down before the run
  /// @param seed decides which
  /// @param writes how many the run makes before it is killed; {@link #ALL} for one that ends well
  record Chapter(List<Block> blocks, int failures, long seed, int writes, int parallelism) {

    static final int ALL = Integer.MAX_VALUE;

    Chapter {
      blocks = List.copyOf(blocks);
    }

    String text() {
      return blocks.stream().map(block -> block.text(blocks)).collect(Collectors.joining("\n"));
    }

    /// The same with checks of every block.
    String textWithChecks() {
      return text() + blocks.stream().map(Block::checks).collect(Collectors.joining());
    }

    /// How the call ends; the same for the same call.
    Ending ending(String call) {
      var random = new Random(seed ^ call.hashCode());
      if (random.nextInt(100) >= failures) {
        return Ending.GOOD;
      }
      Ending[] all = Ending.values();
      return all[1 + random.nextInt(all.length - 1)];
    }

    /// What has become of the object with that id before the run; the same for the same object.
    Outage outage(String id) {
      int chance = new Random(seed ^ id.hashCode() ^ 77).nextInt(200);
      if (chance >= 2 * failures) {
        return Outage.NONE;
      }
      return chance % 2 == 0 ? Outage.GONE : Outage.DOWN;
    }

    boolean isKilled() {
      return writes != ALL;
    }

    Chapter with(List<Block> others) {
      return new Chapter(others, failures, seed, writes, parallelism);
    }

    Stream<Chapter> simpler() {
      var simpler = new ArrayList<Chapter>();
      for (int index = 0; index < blocks.size(); index++) {
        var fewer = new ArrayList<>(blocks);
        fewer.remove(index);
        simpler.add(with(fewer));
      }
      if (failures > 0) {
        simpler.add(new Chapter(blocks, 0, seed, writes, parallelism));
      }
      if (isKilled()) {
        simpler.add(new Chapter(blocks, failures, seed, ALL, parallelism));
      }
      if (parallelism > 1) {
        simpler.add(new Chapter(blocks, failures, seed, writes, 1));
      }
      for (int index = 0; index < blocks.size(); index++) {
        int at = index;
        blocks.get(index).simpler().forEach(block -> simpler.add(replaced(at, block)));
      }
      return simpler.stream();
    }

    private Chapter replaced(int at, Block block) {
      var others = new ArrayList<>(blocks);
      others.set(at, block);
      return with(others);
    }
  }

  /// Every story that is simpler in one respect, the boldest first.
  Stream<Story> simpler() {
    var simpler = new ArrayList<Story>();
    for (int index = 0; index < chapters.size(); index++) {
      var fewer = new ArrayList<>(chapters);
      fewer.remove(index);
      simpler.add(new Story(fewer));
    }
    for (int index = 0; index < chapters.size(); index++) {
      int at = index;
      chapters
          .get(index)
          .simpler()
          .forEach(chapter -> {
            var others = new ArrayList<>(chapters);
            others.set(at, chapter);
            simpler.add(new Story(others));
          });
    }
    return simpler.stream().filter(story -> !story.chapters.isEmpty());
  }

  /// For a person who wants to see what fails.
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (int index = 0; index < chapters.size(); index++) {
      Chapter chapter = chapters.get(index);
      text.append(
          "--- %d: %d %% of calls fail (seed %d), %d at once%s\n%s"
              .formatted(
                  index + 1,
                  chapter.failures(),
                  chapter.seed(),
                  chapter.parallelism(),
                  chapter.isKilled() ? ", killed after " + chapter.writes() + " writes" : "",
                  chapter.text()));
    }
    return text.toString();
  }
}
