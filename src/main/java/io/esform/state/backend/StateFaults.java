package io.esform.state.backend;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.file.StateCodec.Header;
import java.io.IOException;

/// The diagnostics of a saved state and its journal.
///
/// @param state its address, for display
public record StateFaults(String state) {

  /// The end of {@link #notSaved} if the failed write has certainly changed nothing.
  public static final String UNCHANGED = "The state that was saved before is unchanged.";

  public Diagnostics unreadable(IOException failure) {
    return error(
        "State cannot be read",
        "\"%s\" cannot be read: %s.".formatted(state, failure.getMessage()));
  }

  /// @param outcome a sentence on the saved state
  public Diagnostics notSaved(IOException failure, String outcome) {
    return error(
        "State cannot be saved",
        "\"%s\" cannot be replaced: %s. %s".formatted(state, failure.getMessage(), outcome));
  }

  /// @param journal its address
  public static Diagnostics notAppended(String journal, IOException failure) {
    return error(
        "Journal cannot be written",
        "\"%s\" cannot be written: %s. No further steps are started without it."
            .formatted(journal, failure.getMessage()));
  }

  /// @param journal where the changes are, as the end of a sentence
  public static Diagnostics inJournal(String journal) {
    return warning(
        "State is in the journal",
        "Nothing is lost: the changes of this run are in %s, and the next apply merges them into the state. First fix the cause."
            .formatted(journal));
  }

  /// @param journal what cannot be removed
  public static Diagnostics leftBehind(String journal, IOException failure) {
    return warning(
        "Journal was left behind",
        "%s cannot be removed: %s. The state contains all records of the journal; the next run removes the rest."
            .formatted(journal, failure.getMessage()));
  }

  /// @param advice how to continue
  public static Diagnostic stray(String advice) {
    return Diagnostic.error(
        "Journal without its state",
        "The journal of an interrupted run belongs to a different state" + advice);
  }

  /// The identity of a state, for display.
  public static String about(Header header) {
    return "serial %d, lineage %s".formatted(header.serial(), header.lineage());
  }

  private static Diagnostics error(String summary, String detail) {
    return Diagnostics.of(Diagnostic.error(summary, detail));
  }

  private static Diagnostics warning(String summary, String detail) {
    return Diagnostics.of(Diagnostic.warning(summary, detail, null));
  }
}
