package io.esform.cli.operation;

import io.esform.cli.backendfile.BackendFile;
import io.esform.cli.backendfile.BackendFile.Destination;
import io.esform.cli.migration.WorkspaceMove;
import io.esform.cli.operation.Initialization.Request;
import io.esform.cli.project.Backends;
import io.esform.cli.project.ConfiguredBackend;
import io.esform.cli.project.Project;
import io.esform.cli.project.StoredBackend;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.cli.view.BackendDiff;
import io.esform.cli.view.MigrationView;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.Suggestion;
import io.esform.state.backend.Backend;
import io.esform.state.backend.BackendType;
import io.esform.state.backend.BackendType.OpenedWorkspaces;
import io.esform.state.backend.Workspaces;
import io.esform.state.file.StateCodec;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Moves the states of a configuration to another backend: shows the move, asks, copies, and then
/// stores the new backend as the one that has the states.
final class BackendMove {

  private final Session session;
  private final Project project;
  private final Request request;
  private final ConfiguredBackend backend;
  private final Workspaces next;

  /// @param backend the new one
  /// @param next its workspaces
  BackendMove(
      Session session,
      Project project,
      Request request,
      ConfiguredBackend backend,
      Workspaces next) {
    this.session = session;
    this.project = project;
    this.request = request;
    this.backend = backend;
    this.next = next;
  }

  /// @param before what the last initialization has stored
  /// @param used the settings of the old backend
  /// @param workspaces to move; empty for all
  /// @param isContinued whether an earlier move to this backend was interrupted
  ExitCode run(
      BackendFile before, BackendFile.Settings used, List<String> workspaces, boolean isContinued)
      throws IOException {
    Workspaces old = open(used);
    StateCodec codec = codec();
    if (old == null || codec == null) {
      return ExitCode.ERRORS;
    }
    List<String> all = old.names();
    List<String> chosen = workspaces.isEmpty() ? all : workspaces;
    for (String name : chosen) {
      if (!all.contains(name)) {
        return session.fail(
            "Unknown workspace",
            "The old backend has no workspace \"%s\".%s"
                .formatted(name, Suggestion.didYouMean(name, all)));
      }
    }
    if (next.isSingle() && !chosen.equals(List.of(Workspaces.DEFAULT))) {
      return session.fail(
          "Workspaces are not supported",
          "The backend \"%s\" stores the state of one workspace, \"%s\". The states to move are those of these workspaces: %s. Nothing was changed. To move only the first:\n\n    esform init --migrate-state --workspace %2$s%4$s\n"
              .formatted(
                  backend.type().name(),
                  Workspaces.DEFAULT,
                  String.join(", ", chosen),
                  request.repeated()));
    }
    try (var migration = new Migration(session, old, next, codec)) {
      Migration.Assessment assessment = migration.assess(chosen);
      if (assessment.diagnostics().hasErrors()) {
        return session.report(assessment.diagnostics().and(Diagnostics.of(unreadable())));
      }
      session.report(assessment.diagnostics());
      List<WorkspaceMove> moves = assessment.moves();
      session.print(shown(used, moves, isContinued, all));
      if (!isAllowed(moves)) {
        return ExitCode.ERRORS;
      }
      var destination = new Destination(backend.settings(), backend.given().keySet(), workspaces);
      StoredBackend.write(session, project.directory(), before.withMoving(destination));
      if (!migration.run(moves)) {
        return interrupted();
      }
      StoredBackend.write(session, project.directory(), backend.toFile());
    } catch (IOException failure) {
      session.fail("Workspaces cannot be read or written", "%s.".formatted(failure.getMessage()));
      return interrupted();
    }
    session.print(
        "\n"
            + Initialization.initialized(backend, project.directory())
            + "\n"
            + OldStates.advice(used, all, chosen, project.directory()));
    return ExitCode.DONE;
  }

  private static Diagnostic unreadable() {
    return Diagnostic.error(
        "States cannot be compared",
        "Not all states can be read. Nothing was changed. To use the new backend without the old"
            + " states:\n\n"
            + "    esform init --reconfigure\n");
  }

  private ExitCode interrupted() {
    session.terminal().err().println();
    return session.fail(
        "Migration is unfinished",
        "The states in the old backend are complete and unchanged. The new backend does not have"
            + " all of them yet. After the cause is fixed, continue with\n\n"
            + "    esform init\n");
  }

  private String shown(
      BackendFile.Settings used, List<WorkspaceMove> moves, boolean isContinued, List<String> all) {
    var text = new StringBuilder();
    if (isContinued) {
      text.append(
          "An earlier migration to this backend was interrupted. The old backend is complete.\n\n");
    }
    text.append("States of the old backend are copied to the new one:\n\n");
    text.append(BackendDiff.lines(used, backend.settings(), "  ")).append('\n');
    text.append(MigrationView.render(moves));
    if (moves.size() < all.size()) {
      List<String> left =
          all.stream()
              .filter(name -> moves.stream().noneMatch(move -> move.workspace().equals(name)))
              .toList();
      text.append("\n  Not copied: %s\n".formatted(String.join(", ", left)));
    }
    return text.append("\nThe states in the old backend remain unchanged.\n").toString();
  }

  /// Whether the move loses nothing, or the user accepts that; if not, the reason has been
  /// reported.
  private boolean isAllowed(List<WorkspaceMove> moves) {
    if (!request.force()) {
      var conflicts = new DiagnosticSink();
      moves.stream()
          .filter(move -> move.kind().isConflict())
          .forEach(move ->
              conflicts.error(
                  "State would be overwritten",
                  MoveConflicts.text(move, request.repeated()),
                  null));
      session.report(conflicts.toDiagnostics());
      if (conflicts.hasErrors()) {
        return false;
      }
    }
    boolean isAsked = moves.stream().anyMatch(WorkspaceMove::writes) && !request.approved();
    if (!isAsked) {
      session.print("\n");
      return true;
    }
    return Approval.isPossible(session, Approval.APPROVED)
        && Approval.given(session, "Do you want to copy these states?");
  }

  private @Nullable StateCodec codec() {
    Backends.OpenedCodec opened = Backends.codec(session, project);
    session.report(opened.diagnostics(), project.sources());
    return opened.codec();
  }

  private @Nullable Workspaces open(BackendFile.Settings used) {
    BackendType type =
        session.environment().backends().stream()
            .filter(it -> it.name().equals(used.type()))
            .findFirst()
            .orElse(null);
    if (type == null) {
      session.fail(
          "Unsupported backend type",
          "The old backend has the type \"%s\", which this esform does not have. Move its states with the esform that has stored them."
              .formatted(used.type()));
      return null;
    }
    OpenedWorkspaces opened =
        ConfiguredBackend.of(type, used).open(session.environment(), project.directory());
    session.report(opened.diagnostics());
    return opened.workspaces();
  }

  /// Whether a workspace of a backend has a state, or one that cannot be read.
  static boolean hasStates(Workspaces workspaces, Session session, Project project)
      throws IOException {
    StateCodec codec = Backends.codec(session, project).codec();
    if (codec == null) {
      return true;
    }
    for (String name : workspaces.names()) {
      Backend.Loaded loaded = workspaces.backend(name, codec).load();
      if (loaded.state() == null || loaded.state().serial() > 0 || loaded.journaled() > 0) {
        return true;
      }
    }
    return false;
  }
}
