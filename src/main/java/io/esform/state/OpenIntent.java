package io.esform.state;

import io.esform.state.JournalRecord.Identified;
import io.esform.state.JournalRecord.Intent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call of an interrupted run without a recorded result.
///
/// @param id of the object that it was creating; null if not known yet
public record OpenIntent(Intent intent, @Nullable String id) {

  /// The records that leave these calls open, for a journal of the state that contains the results
  /// of all others.
  public static List<JournalRecord> records(List<OpenIntent> open) {
    var records = new ArrayList<JournalRecord>();
    for (OpenIntent each : open) {
      Intent intent = each.intent();
      records.add(intent);
      String id = each.id();
      if (id != null) {
        records.add(new Identified(intent.address(), intent.generation(), id));
      }
    }
    return List.copyOf(records);
  }
}
