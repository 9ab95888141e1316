package io.esform.hostile;

import java.util.Optional;
import java.util.Random;

/// Something that reads input from outside.
interface Subject {

  String name();

  /// One case; the same for the same random numbers.
  Case next(Random random) throws Exception;

  /// @param input as a report shows it
  record Case(String input, Attempt attempt) {}

  /// Gives the input to its reader.
  interface Attempt {

    /// What went wrong that must not; an exception that leaves is a violation as well.
    Optional<String> violation() throws Exception;
  }
}
