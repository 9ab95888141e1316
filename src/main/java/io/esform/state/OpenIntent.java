package io.esform.state;

import io.esform.state.JournalRecord.Intent;
import org.jspecify.annotations.Nullable;

/// A call of which a run that was ended did not record what came of it.
///
/// @param id of the object that it was making; null when that had not become known
public record OpenIntent(Intent intent, @Nullable String id) {}
