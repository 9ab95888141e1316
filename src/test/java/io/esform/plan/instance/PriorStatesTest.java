package io.esform.plan.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.ProviderKey;
import io.esform.diag.DiagnosticSink;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.state.InstanceState;
import io.esform.state.InstanceState.Status;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PriorStatesTest {

  private static final AttributeSchema NAME =
      AttributeSchema.optional("name", Types.STRING, "A name.");
  private static final Schema PART = Schema.of("A part.", NAME);

  /// An object of an earlier esform equals a configuration that sets nothing new.
  @Test
  void whatTheSchemaHasGainedIsAsInAnEmptyBody() {
    var schema =
        Schema.of(
            "A thing.",
            List.of(NAME, AttributeSchema.optional("size", Types.NUMBER, "A size.")),
            List.of(
                new NestedBlock("part", Nesting.LIST, false, PART),
                new NestedBlock("lid", Nesting.SINGLE, false, PART)));
    var state =
        new InstanceState(
            ProviderKey.parse("things"),
            Value.objectOf(Map.of("name", Value.of("a"), "gone", Value.of("b"))),
            Set.of(),
            List.of(),
            1,
            Status.READY);
    var sink = new DiagnosticSink();

    assertThat(PriorStates.conform(state, schema, "thing.a", sink))
        .isEqualTo(schema.blank().with("name", Value.of("a")));
    assertThat(schema.blank().get("part"))
        .isEqualTo(Value.listOf(PART.impliedType(), List.<Value>of()));
    assertThat(sink.toDiagnostics()).isEmpty();
  }

  /// So that a new argument of a block needs no upgrade of recorded states.
  @Test
  void whatABlockHasGainedOrLostIsAsInAnEmptyBody() {
    var part =
        Schema.of("A part.", NAME, AttributeSchema.optional("size", Types.NUMBER, "A size."));
    var schema =
        Schema.of(
            "A thing.",
            List.of(),
            List.of(
                new NestedBlock("part", Nesting.LIST, false, part),
                new NestedBlock("lid", Nesting.SINGLE, false, part)));
    var recorded = Value.objectOf(Map.of("name", Value.of("a"), "gone", Value.of("b")));
    var state =
        new InstanceState(
            ProviderKey.parse("things"),
            Value.objectOf(
                Map.of("part", Value.listOf(recorded.type(), List.of(recorded)), "lid", recorded)),
            Set.of(),
            List.of(),
            1,
            Status.READY);
    var sink = new DiagnosticSink();
    Value fitted = part.blank().with("name", Value.of("a"));

    assertThat(PriorStates.conform(state, schema, "thing.a", sink))
        .isEqualTo(
            Value.objectOf(
                Map.of("part", Value.listOf(part.impliedType(), List.of(fitted)), "lid", fitted)));
    assertThat(sink.toDiagnostics()).isEmpty();
  }
}
