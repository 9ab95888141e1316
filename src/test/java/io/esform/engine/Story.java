package io.esform.engine;

import io.esform.testing.FakeProvider.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The history of a state: successive configurations, each applied once, with occasional failures
/// of the platform and kills of runs.
record Story(List<Chapter> chapters) {

  Story {
    chapters = List.copyOf(chapters);
  }

  /// The fate of an object between runs.
  enum Outage {
    NONE,
    GONE,
    /// It exists and does not serve.
    DOWN
  }

  /// One configuration, and the failures of its apply.
  ///
  /// @param failures the percentage of failing calls, and of objects that are missing or down
  ///   before the run
  /// @param seed selects them
  /// @param writes the number of writes before the run is killed; {@link #ALL} for a run that is
  ///   not killed
  record Chapter(List<Block> blocks, int failures, long seed, int writes, int parallelism) {

    static final int ALL = Integer.MAX_VALUE;

    Chapter {
      blocks = List.copyOf(blocks);
    }

    String text() {
      return blocks.stream().map(block -> block.text(blocks)).collect(Collectors.joining("\n"));
    }

    /// The configuration with checks of every block.
    String textWithChecks() {
      return text() + blocks.stream().map(Block::checks).collect(Collectors.joining());
    }

    /// The result of a call; the same for the same call.
    Ending ending(String call) {
      var random = new Random(seed ^ call.hashCode());
      if (random.nextInt(100) >= failures) {
        return Ending.GOOD;
      }
      Ending[] all = Ending.values();
      return all[1 + random.nextInt(all.length - 1)];
    }

    /// The outage of the object with that id before the run; the same for the same object.
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

  /// All stories that are simpler in one respect, largest reductions first.
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

  /// A readable form for failures.
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
