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
  public static final String ON_FAILURE = "on_failure";

  public static final Schema SCHEMA =
      Schema.of(
          "The pace and order of changes to the instances of a resource.",
          optional(
              MAX_UNAVAILABLE,
              Types.NUMBER,
              "The maximum number of instances that are updated or replaced at once."),
          optional(
              READY_TIMEOUT,
              Types.STRING,
              "The time limit until a created or changed instance is ready."),
          optional(
              PAUSE, Types.STRING, "The time between an instance being ready and the next change."),
          optional(
              ORDER,
              Types.list(Types.STRING),
              "Keys of the instances that are changed first, in this order; the others follow by"
                  + " key."),
          optional(
              ON_FAILURE,
              Types.STRING,
              "The handling of an instance whose change fails: `stop` leaves it as it is, `restore`"
                  + " returns it to its last good state. Either stops the rollout."));
}
