package io.esform.cli.operation;

import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import org.jspecify.annotations.Nullable;

/// A change of the state that changes no object.
///
/// @param state to save; null for none
/// @param text to print after the save
public record StateEdit(ExitCode end, @Nullable State state, String text) {

  /// Computes an edit, or reports why it is impossible.
  public interface Edit {
    StateEdit edit(OpenState opened, State now);
  }

  /// Nothing is saved; the cause has been reported.
  public static StateEdit refused() {
    return new StateEdit(ExitCode.ERRORS, null, "");
  }

  /// Nothing is saved, because nothing changes.
  public static StateEdit nothing(String text) {
    return new StateEdit(ExitCode.DONE, null, text);
  }

  public static StateEdit save(State state, String text) {
    return new StateEdit(ExitCode.DONE, state, text);
  }

  /// Loads, edits and saves under the lock.
  ///
  /// @param operation shown to other runs that find the state locked
  public static ExitCode run(Session session, String operation, Edit work) {
    OpenState opened = OpenState.open(session);
    return opened == null
        ? ExitCode.ERRORS
        : Locked.run(opened.backend(), opened::report, operation, () -> run(opened, work, true));
  }

  /// Prints the result of an edit without saving it.
  public static ExitCode rehearse(Session session, Edit work) {
    OpenState opened = OpenState.open(session);
    return opened == null ? ExitCode.ERRORS : run(opened, work, false);
  }

  private static ExitCode run(OpenState opened, Edit work, boolean save) {
    State now = save ? opened.loadToChange() : opened.load();
    if (now == null) {
      return ExitCode.ERRORS;
    }
    StateEdit edit = work.edit(opened, now);
    if (save && edit.state() != null) {
      Backend.Saved saved = opened.backend().save(edit.state());
      opened.report(saved.diagnostics());
      if (saved.diagnostics().hasErrors()) {
        return ExitCode.ERRORS;
      }
    }
    opened.session().print(edit.text());
    return edit.end();
  }
}
