package io.esform.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.providers.builtin.BuiltinProvider;
import io.esform.state.InstanceState;
import io.esform.testing.FakeProvider;
import io.esform.testing.FakeProvider.Ending;
import io.esform.testing.FakeRemoteStates;
import io.esform.testing.Workbench;
import io.esform.value.Value;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `ignore_changes` during an apply, which evaluates the configuration again.
class IgnoredChangesApplyTest {

  private final FakeProvider provider = new FakeProvider();
  private final Workbench workbench = new Workbench(provider);

  private static String thing(String name, int size, String any) {
    return """
    resource "thing" "a" {
      name = "%s"
      size = %d
      any  = %s
      lifecycle {
        ignore_changes = [size]
      }
    }
    """
        .formatted(name, size, any);
  }

  @Test
  void whatThePlanKeepsIsKeptByTheUpdate() {
    workbench.apply(thing("x", 5, "1"));

    ApplyResult result = workbench.apply(thing("x", 9, "2"));

    assertThat(result.diagnostics()).noneMatch(Diagnostic::isError);
    assertThat(sizes(result)).containsExactly(Value.of(5));
    assertThat(workbench.plan(thing("x", 9, "2")).isEmpty()).isTrue();
  }

  @Test
  void whatThePlanKeepsIsKeptByTheReplacement() {
    workbench.apply(thing("x", 5, "1"));

    ApplyResult result = workbench.apply(thing("y", 9, "1"));

    assertThat(result.diagnostics()).noneMatch(Diagnostic::isError);
    assertThat(sizes(result)).containsExactly(Value.of(5));
  }

  @Test
  void aCreationThatIsCarriedOnKeepsWhatItWasBegunWith() {
    provider.endWith(it -> it.startsWith("create") ? Ending.CRASH : Ending.GOOD);
    workbench.apply(thing("x", 5, "1"));
    provider.endWith(_ -> Ending.GOOD);

    ApplyResult result = workbench.apply(thing("x", 9, "1"));

    assertThat(result.diagnostics()).noneMatch(Diagnostic::isError);
    assertThat(sizes(result)).containsExactly(Value.of(5));
    assertThat(provider.world()).hasSize(1);
  }

  @Test
  void anElementOfATupleIsIgnored() {
    var builtin =
        new Workbench(
            new BuiltinProvider(new SecureRandom(), Clock.systemUTC(), new FakeRemoteStates()));
    String text =
        """
        resource "esform_data" "a" {
          triggers_replace = [%d, "fixed"]
          lifecycle {
            ignore_changes = [triggers_replace[0]]
          }
        }
        """;
    builtin.apply(text.formatted(1));

    assertThat(builtin.plan(text.formatted(2)).isEmpty()).isTrue();
  }

  private static List<Value> sizes(ApplyResult result) {
    return result.state().instances().values().stream()
        .map(InstanceState::attributes)
        .map(it -> it.get("size"))
        .toList();
  }
}
