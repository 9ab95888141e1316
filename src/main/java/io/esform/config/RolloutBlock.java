package io.esform.config;

import static io.esform.schema.AttributeSchema.optional;

import io.esform.diag.SourceRange;
import io.esform.lang.ast.Body;
import io.esform.schema.Schema;
import io.esform.value.Types;

/// A `rollout` block: the order of changes of the instances of one resource.
///
/// @param headerRange the word `rollout`
public record RolloutBlock(Body body, SourceRange headerRange) {

  public static final String MAX_UNAVAILABLE = "max_unavailable";
  public static final String READY_TIMEOUT = "ready_timeout";
  public static final String PAUSE = "pause";
  public static final String ORDER = "order";

  public static final Schema SCHEMA =
      Schema.of(
          "How changes go through the instances of one resource.",
          optional(
              MAX_UNAVAILABLE,
              Types.NUMBER,
              "How many instances may be updated or replaced at once."),
          optional(READY_TIMEOUT, Types.STRING, "How long an instance may take until it is ready."),
          optional(PAUSE, Types.STRING, "How long to wait after one before the next."),
          optional(
              ORDER,
              Types.list(Types.STRING),
              "The keys of the instances to come first, in this order; the others follow by"
                  + " key."));
}
