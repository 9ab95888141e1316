package io.esform.state;

import io.esform.address.ResourceInstanceAddress;

/// What a run is about to do to the object of an instance, or what came of it.
///
/// On the same state, the same records in the same order always give the same state: see {@link
/// WorkingState}.
public sealed interface JournalRecord {

  ResourceInstanceAddress address();

  /// Whether it says how a call ended.
  default boolean isResult() {
    return switch (this) {
      case Put _, Removed _, Unchanged _ -> true;
      case Intent _, Identified _ -> false;
    };
  }

  /// A call to a provider that is about to be made. It is open until a {@link Put}, {@link Removed}
  /// or {@link Unchanged} of the same instance says what came of it.
  sealed interface Intent extends JournalRecord {

    /// @param token by which the platform can tell what this creation has made
    /// @param planned what is asked for, with null for what is not known yet
    record Create(ResourceInstanceAddress address, String token, InstanceState planned)
        implements Intent {}

    /// @param planned what is asked for, with null for what is not known yet
    record Update(ResourceInstanceAddress address, String token, InstanceState planned)
        implements Intent {}

    /// @param generation of the object that goes
    record Delete(ResourceInstanceAddress address, int generation) implements Intent {}
  }

  /// The object that is being made exists, and the platform knows it by this id.
  record Identified(ResourceInstanceAddress address, String id) implements JournalRecord {}

  /// The object is this now.
  record Put(ResourceInstanceAddress address, InstanceState instance) implements JournalRecord {}

  /// There is no object any more, or it is to be forgotten.
  record Removed(ResourceInstanceAddress address) implements JournalRecord {}

  /// The call has ended and left what the state knows as it was.
  record Unchanged(ResourceInstanceAddress address) implements JournalRecord {}
}
