package io.esform.state;

import io.esform.state.JournalRecord.Intent;
import org.jspecify.annotations.Nullable;

/// A call of an interrupted run without a recorded result.
///
/// @param id of the object that it was creating; null if not known yet
public record OpenIntent(Intent intent, @Nullable String id) {}
