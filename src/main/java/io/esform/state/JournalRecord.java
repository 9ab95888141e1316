package io.esform.state;

import io.esform.address.ResourceInstanceAddress;

/// What a run is about to do to an object of an instance, or what came of it. An object is known by
/// its address and generation: a replacement that creates first has two of one address at once.
///
/// On the same state, the same records in the same order always give the same state: see {@link
/// WorkingState}.
public sealed interface JournalRecord {

  ResourceInstanceAddress address();

  /// Of the object.
  int generation();

  /// Whether it says how a call ended.
  default boolean isResult() {
    return switch (this) {
      case Put _, Removed _, Unchanged _ -> true;
      case Intent _, Identified _ -> false;
    };
  }

  /// A call to a provider that is about to be made. It is open until a {@link Put}, {@link Removed}
  /// or {@link Unchanged} of the same object says what came of it.
  sealed interface Intent extends JournalRecord {

    /// @param token by which the platform can tell what this creation has made
    /// @param planned what is asked for, with null for what is not known yet
    record Create(ResourceInstanceAddress address, String token, InstanceState planned)
        implements Intent {
      @Override
      public int generation() {
        return planned.generation();
      }
    }

    /// @param planned what is asked for, with null for what is not known yet
    record Update(ResourceInstanceAddress address, String token, InstanceState planned)
        implements Intent {
      @Override
      public int generation() {
        return planned.generation();
      }
    }

    record Delete(ResourceInstanceAddress address, int generation) implements Intent {}
  }

  /// The object that is being made exists, and the platform knows it by this id.
  record Identified(ResourceInstanceAddress address, int generation, String id)
      implements JournalRecord {}

  /// The object is this now. A READY one is the current one from now on, and an older one that was
  /// current is deposed; one that is not READY is deposed itself when there is an older current
  /// one.
  record Put(ResourceInstanceAddress address, InstanceState instance) implements JournalRecord {
    @Override
    public int generation() {
      return instance.generation();
    }
  }

  /// There is no such object any more, or it is to be forgotten.
  record Removed(ResourceInstanceAddress address, int generation) implements JournalRecord {}

  /// The call has ended and left what the state knows as it was.
  record Unchanged(ResourceInstanceAddress address, int generation) implements JournalRecord {}
}
