package io.esform.state.backend.objects;

import io.esform.state.backend.Versions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The keys of the objects of one workspace: its state, and the objects beside it.
///
/// @param state the key of the state
record StateKeys(String state) {

  private static final int DIGITS = 8;

  /// One object of a journal.
  ///
  /// @param run the nonce of the lock of the run that appends to the journal
  /// @param number from 1, without gaps
  record JournalKey(String run, int number) {}

  String lock() {
    return state + ".lock";
  }

  /// The prefix of all journals.
  String journals() {
    return state + ".journal/";
  }

  /// The prefix of the journal of a run.
  String journal(String run) {
    return journals() + run + "/";
  }

  String journal(String run, int number) {
    return journal(run) + padded(number);
  }

  /// Null if the key belongs to no journal.
  @Nullable JournalKey parseJournal(String key) {
    String[] parts =
        key.startsWith(journals())
            ? key.substring(journals().length()).split("/", -1)
            : new String[0];
    return parts.length == 2 && parts[1].matches("[0-9]{8,9}")
        ? new JournalKey(parts[0], Integer.parseInt(parts[1]))
        : null;
  }

  /// The prefix of all earlier states.
  String versions() {
    return state + ".versions/";
  }

  String version(long serial) {
    return versions() + Versions.name(serial);
  }

  /// The serial of the version with this key; null for any other key.
  @Nullable Long parseVersion(String key) {
    return key.startsWith(versions()) ? Versions.serial(key.substring(versions().length())) : null;
  }

  /// An object that this run creates to test the store.
  String check(String nonce) {
    return state + ".check/" + nonce;
  }

  /// Marks the existence of a workspace.
  String mark() {
    return state + ".workspace";
  }

  /// Marks a workspace whose deletion has begun.
  String deleted() {
    return state + ".deleted";
  }

  /// Whether an object with this key belongs to this workspace, except its marks.
  boolean isContent(String key) {
    return key.equals(state)
        || key.equals(lock())
        || key.startsWith(journals())
        || key.startsWith(versions())
        || key.startsWith(check(""));
  }

  private static String padded(long number) {
    return String.format(Locale.ROOT, "%0" + DIGITS + "d", number);
  }
}
