package io.esform.state;

import io.esform.value.Value.ObjectValue;
import org.jspecify.annotations.Nullable;

/// The failed update of an object, recorded until a later apply of the object succeeds.
///
/// @param lastGood the attributes of the last state in which the object was up, with sensitive
///   marks and in the schema version of the object; null if the object is in that state, or if none
///   is known
/// @param account the attempt and its end, shown in plans: one line without secrets, such as `the
///   apply at 2026-11-30 23:07 UTC tried generation 4, which failed: …`
public record FailedUpdate(@Nullable ObjectValue lastGood, String account) {}
