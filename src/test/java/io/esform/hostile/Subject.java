package io.esform.hostile;

import java.util.Optional;
import java.util.Random;

/// A reader of external input.
interface Subject {

  String name();

  /// A case; the same for the same random numbers.
  Case next(Random random) throws Exception;

  /// @param input as shown in reports
  record Case(String input, Attempt attempt) {}

  /// Gives the input to its reader.
  interface Attempt {

    /// The violation; empty for none. An exception is a violation too.
    Optional<String> violation() throws Exception;
  }
}
