package io.esform.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.esform.testing.Shrinker;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Checks the properties of {@link StoryRunner} for random configurations, changes and failures. To
/// run more stories: `mvn test -Dtest=EnginePropertiesTest -Dstories=5000 -DfirstStory=1000`.
class EnginePropertiesTest {

  private static final long STORIES = Long.getLong("stories", 400);
  private static final long FIRST = Long.getLong("firstStory", 1);

  @Test
  void everyStoryEndsWell() {
    LongStream.range(FIRST, FIRST + STORIES)
        .parallel()
        .forEach(seed -> {
          Story story = StoryGenerator.story(seed);
          StoryRunner.violation(story).ifPresent(found -> report(seed, story, found));
        });
  }

  private static void report(long seed, Story story, String found) {
    Story smallest =
        Shrinker.shrink(story, Story::simpler, it -> StoryRunner.violation(it).isPresent());
    Optional<String> violation = StoryRunner.violation(smallest);
    fail(
        "Story %d fails; the smallest that does: %s%n%s"
            .formatted(seed, violation.orElse("only sometimes: " + found), smallest));
  }

  @Test
  void aFailingStoryIsShrunkToItsCause() {
    Story story = StoryGenerator.story(7);

    Story smallest =
        Shrinker.shrink(story, Story::simpler, it -> it.toString().contains("\"es_node\""));

    assertThat(smallest.chapters()).hasSize(1);
    assertThat(smallest.chapters().getFirst().blocks()).hasSize(1);
    assertThat(smallest.toString().lines().count()).isLessThan(8);
  }
}
