package io.esform.cli.operation;

import io.esform.cli.migration.StateCopy;
import io.esform.cli.migration.WorkspaceMove;
import io.esform.cli.session.Session;
import io.esform.diag.Diagnostics;
import io.esform.state.OpenIntent;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import io.esform.state.backend.Workspaces;
import io.esform.state.file.StateCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Copies states from one backend to another. Changes nothing in the old backend, and each state in
/// the new one with a single write, so that after an interruption the old states are complete and a
/// repetition continues. Holds all locks until it is closed.
final class Migration implements AutoCloseable {

  private static final String OPERATION = "init --migrate-state";
  private static final StateCopy NONE = new StateCopy(State.empty("none"), List.of(), 0);

  private final Session session;
  private final Workspaces old;
  private final Workspaces next;
  private final StateCodec codec;
  private final List<Backend> locked = new ArrayList<>();

  /// @param codec of both backends
  Migration(Session session, Workspaces old, Workspaces next, StateCodec codec) {
    this.session = session;
    this.old = old;
    this.next = next;
    this.codec = codec;
  }

  /// @param moves all of them, unless the diagnostics contain an error
  record Assessment(List<WorkspaceMove> moves, Diagnostics diagnostics) {}

  /// Reads the states of these workspaces at both ends, without a lock.
  Assessment assess(List<String> workspaces) throws IOException {
    var moves = new ArrayList<WorkspaceMove>();
    Diagnostics diagnostics = Diagnostics.none();
    for (String name : workspaces) {
      Backend.Loaded before = old.backend(name, codec).load();
      diagnostics = diagnostics.and(before.diagnostics());
      StateCopy from = copy(before);
      StateCopy to = NONE;
      if (next.exists(name)) {
        Backend.Loaded after = next.backend(name, codec).load();
        diagnostics = diagnostics.and(after.diagnostics());
        to = copy(after);
      }
      if (from != null && to != null) {
        moves.add(new WorkspaceMove(name, from, to));
      }
    }
    return new Assessment(moves, diagnostics);
  }

  /// Whether all states are now in the new backend; if not, an error has been reported.
  boolean run(List<WorkspaceMove> moves) throws IOException {
    for (WorkspaceMove move : moves) {
      if (!move.from().isEmpty()
          && lock(old.backend(move.workspace(), codec), move.workspace(), move.from()) == null) {
        return false;
      }
    }
    for (WorkspaceMove move : moves) {
      String name = move.workspace();
      if (!next.exists(name)) {
        next.create(name);
      }
      if (!move.writes()) {
        continue;
      }
      Backend target = lock(next.backend(name, codec), name, move.to());
      if (target == null || !write(move, target)) {
        return false;
      }
      session.printLine("Copied the state of the workspace \"%s\".".formatted(name));
    }
    return true;
  }

  /// Locks a backend and checks that its state is still the one that was shown; null on errors,
  /// which have been reported.
  private @Nullable Backend lock(Backend backend, String workspace, StateCopy shown) {
    Diagnostics taken = backend.lock(OPERATION);
    session.report(taken);
    if (taken.hasErrors()) {
      return null;
    }
    locked.add(backend);
    StateCopy now = read(backend);
    if (now != null && !now.isStill(shown)) {
      session.fail(
          "State was changed by another run",
          "The state of the workspace \"%s\" has changed since it was shown. It was not copied. Run esform init again."
              .formatted(workspace));
      return null;
    }
    return now == null ? null : backend;
  }

  private boolean write(WorkspaceMove move, Backend target) {
    StateCopy from = move.from();
    Backend.Saved saved = target.replace(from.state().withSerial(from.nextSerial()));
    session.report(saved.diagnostics());
    if (saved.diagnostics().hasErrors()) {
      return false;
    }
    if (!from.open().isEmpty()) {
      Diagnostics appended = target.append(OpenIntent.records(from.open()));
      session.report(appended);
      if (appended.hasErrors()) {
        return false;
      }
    }
    StateCopy back = read(target);
    if (back == null) {
      return false;
    }
    boolean isEqual = back.hasContentOf(from) && text(back).equals(text(from));
    if (!isEqual) {
      session.fail(
          "State was not stored unchanged",
          "The state of the workspace \"%s\" was written to the new backend, but reading it returns another state. Check the storage of the new backend."
              .formatted(move.workspace()));
    }
    return isEqual;
  }

  /// The bytes of a state in a file, except its serial.
  private String text(StateCopy copy) {
    return String.valueOf(codec.encode(copy.state().withSerial(0)).text());
  }

  private @Nullable StateCopy read(Backend backend) {
    Backend.Loaded loaded = backend.load();
    session.report(loaded.diagnostics());
    return copy(loaded);
  }

  private static @Nullable StateCopy copy(Backend.Loaded loaded) {
    State state = loaded.state();
    return state == null ? null : new StateCopy(state, loaded.open(), loaded.journaled());
  }

  @Override
  public void close() {
    for (Backend each : locked.reversed()) {
      session.report(each.unlock());
    }
  }
}
