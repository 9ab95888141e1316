package io.esform.plan.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.diag.EsformBug;
import io.esform.task.Tasks;
import org.junit.jupiter.api.Test;

class DeepStackTest {

  private static final DeepStack STACK = new DeepStack(Tasks.real());

  /// The user is then advised to give Java more memory, instead of reporting a bug.
  @Test
  void aLackOfMemoryIsNoBug() {
    var full = new OutOfMemoryError("Java heap space");
    assertThatThrownBy(() -> fail(full)).isSameAs(full);
    assertThatThrownBy(() -> fail(new StackOverflowError())).isInstanceOf(EsformBug.class);
  }

  @Test
  void aResultIsHandedBack() {
    assertThat(STACK.<Integer>call(() -> 1)).isEqualTo(1);
  }

  private static void fail(Error error) {
    STACK.<Integer>call(() -> {
      throw error;
    });
  }
}
