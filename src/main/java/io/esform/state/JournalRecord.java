package io.esform.state;

import io.esform.address.ResourceInstanceAddress;

/// A journal record: a call that a run is about to start for an object, or its result. Address and
/// generation identify the object, because a create-before-destroy replacement has two objects at
/// one address.
///
/// Replaying the same records in the same order on the same state always gives the same state: see
/// {@link WorkingState}.
public sealed interface JournalRecord {

  ResourceInstanceAddress address();

  /// Of the object.
  int generation();

  /// Whether this is the result of a call.
  default boolean isResult() {
    return switch (this) {
      case Put _, Removed _, Unchanged _ -> true;
      case Intent _, Identified _ -> false;
    };
  }

  /// A call to a provider that is about to start. It is open until a {@link Put}, {@link Removed}
  /// or {@link Unchanged} of the same object records its result.
  sealed interface Intent extends JournalRecord {

    /// @param token by which the platform identifies the object of this creation
    /// @param planned the planned object, with null for unknown values
    record Create(ResourceInstanceAddress address, String token, InstanceState planned)
        implements Intent {
      @Override
      public int generation() {
        return planned.generation();
      }
    }

    /// @param planned the planned object, with null for unknown values
    record Update(ResourceInstanceAddress address, String token, InstanceState planned)
        implements Intent {
      @Override
      public int generation() {
        return planned.generation();
      }
    }

    record Delete(ResourceInstanceAddress address, int generation) implements Intent {}
  }

  /// The object of a running creation, or of a running deletion that has found it by its token,
  /// exists and has this id.
  record Identified(ResourceInstanceAddress address, int generation, String id)
      implements JournalRecord {}

  /// The new state of the object. A READY object becomes the current one, and an older current
  /// object becomes deposed. An object that is not READY becomes deposed itself if an older current
  /// one exists.
  record Put(ResourceInstanceAddress address, InstanceState instance) implements JournalRecord {
    @Override
    public int generation() {
      return instance.generation();
    }
  }

  /// The object no longer exists, or the state forgets it.
  record Removed(ResourceInstanceAddress address, int generation) implements JournalRecord {}

  /// The call has ended without a change to the recorded state.
  record Unchanged(ResourceInstanceAddress address, int generation) implements JournalRecord {}
}
