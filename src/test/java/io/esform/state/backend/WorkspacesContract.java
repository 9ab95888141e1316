package io.esform.state.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.State;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The contract of backends that store several workspaces.
abstract class WorkspacesContract extends BackendContract {

  @Test
  void workspacesHaveStatesOfTheirOwn() throws IOException {
    State byDefault = begin("one");
    workspaces().create("staging");
    workspaces().create("prod");
    workspaces().create("prod");
    assertThat(workspaces().names()).containsExactly("default", "prod", "staging");
    assertThat(workspaces().isEmpty("prod")).isTrue();
    Backend prod = backend("prod");
    assertThat(prod.lock("apply").all()).isEmpty();
    State state = saved(prod, with(loaded(prod), "two"));
    unlock(prod);
    assertThat(workspaces().isEmpty("prod")).isFalse();
    assertThat(workspaces().isEmpty("staging")).isTrue();
    assertThat(loaded(backend("prod"))).isEqualTo(state);
    assertThat(loaded(backend("staging")).isEmpty()).isTrue();
    assertThat(loaded(backend())).isEqualTo(byDefault);
  }

  @Test
  void aDeletedWorkspaceLeavesNothing() throws IOException {
    workspaces().create("prod");
    Backend prod = backend("prod");
    assertThat(prod.lock("workspace delete").all()).isEmpty();
    saved(prod, with(loaded(prod), "two"));
    workspaces().delete("prod");
    unlock(prod);
    assertThat(workspaces().names()).containsExactly("default");
    workspaces().create("prod");
    assertThat(workspaces().isEmpty("prod")).isTrue();
    assertThat(loaded(backend("prod")).isEmpty()).isTrue();
    assertThat(backend("prod").lockHolder()).isNull();
  }
}
