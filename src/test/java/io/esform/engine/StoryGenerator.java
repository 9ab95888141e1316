package io.esform.engine;

import io.esform.engine.Block.Need;
import io.esform.engine.Block.Repetition;
import io.esform.engine.Story.Chapter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Generates stories, the same for the same seed. Between chapters, blocks are added, removed and
/// changed in every way, and their references change.
final class StoryGenerator {

  private static final int BLOCKS = 7;
  private static final int[] FAILURES = {0, 10, 30};

  private final Random random;

  private StoryGenerator(long seed) {
    this.random = new Random(seed);
  }

  static Story story(long seed) {
    var generator = new StoryGenerator(seed);
    int length = 2 + generator.random.nextInt(4);
    var chapters = new ArrayList<Chapter>();
    for (int index = 0; index < length; index++) {
      chapters.add(generator.chapter());
    }
    return new Story(chapters);
  }

  private Chapter chapter() {
    List<Integer> numbers =
        new ArrayList<>(
            IntStream.range(0, BLOCKS).filter(_ -> random.nextInt(5) > 0).boxed().toList());
    if (random.nextInt(4) == 0) {
      Collections.shuffle(numbers, random);
    }
    var blocks = new ArrayList<Block>();
    for (int at = 0; at < numbers.size(); at++) {
      blocks.add(block(numbers.get(at), numbers.subList(0, at)));
    }
    return new Chapter(
        blocks,
        FAILURES[random.nextInt(FAILURES.length)],
        random.nextLong(),
        random.nextInt(3) == 0 ? random.nextInt(30) : Chapter.ALL,
        1 + random.nextInt(6));
  }

  private Block block(int number, List<Integer> earlier) {
    Repetition repetition = pick(Repetition.values());
    List<Need> needs =
        earlier.stream()
            .filter(_ -> random.nextInt(3) == 0)
            .map(it -> new Need(it, random.nextBoolean()))
            .toList();
    return new Block(
        number,
        repetition,
        repetition == Repetition.SINGLE ? 1 : 1 + random.nextInt(3),
        random.nextInt(2),
        random.nextInt(3),
        needs,
        random.nextInt(4) == 0);
  }

  private <T> T pick(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
