package io.esform.cli.operation;

import io.esform.cli.backendfile.BackendFile;
import io.esform.cli.backendfile.BackendFile.Destination;
import io.esform.cli.project.BackendChange;
import io.esform.cli.project.BackendOpening;
import io.esform.cli.project.ConfiguredBackend;
import io.esform.cli.project.GivenArguments;
import io.esform.cli.project.Project;
import io.esform.cli.project.ProjectLoader;
import io.esform.cli.project.ProjectLoader.LoadedProject;
import io.esform.cli.project.StoredBackend;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.cli.view.BackendDiff;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.backend.BackendType.OpenedWorkspaces;
import io.esform.state.backend.Workspaces;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Prepares the backend of a configuration for other commands, and moves its states if it has
/// changed.
public final class Initialization {

  private final Session session;
  private final Request request;
  private final Project project;

  /// What the user has asked for.
  ///
  /// @param backendConfig the values of `--backend-config`
  /// @param migrate whether to move states from the backend of the last initialization
  /// @param reconfigure whether to ignore the last initialization
  /// @param workspaces to move; empty for all
  /// @param approved whether to move without asking
  /// @param force whether to overwrite states that are no copies of those that are moved
  public record Request(
      List<String> backendConfig,
      boolean migrate,
      boolean reconfigure,
      List<String> workspaces,
      boolean approved,
      boolean force) {
    public Request {
      backendConfig = List.copyOf(backendConfig);
      workspaces = List.copyOf(workspaces);
    }

    /// The options to repeat in a command that continues this one; each after a space.
    String repeated() {
      var options = new StringBuilder();
      for (String each : backendConfig) {
        boolean isPlain = each.matches("[\\w./=:@%+-]*");
        options
            .append(' ')
            .append(GivenArguments.OPTION)
            .append('=')
            .append(isPlain ? each : "'" + each.replace("'", "'\\''") + "'");
      }
      return options.toString();
    }
  }

  private Initialization(Session session, Request request, Project project) {
    this.session = session;
    this.request = request;
    this.project = project;
  }

  public static ExitCode run(Session session, Request request) {
    LoadedProject loaded = ProjectLoader.loadWithoutBackend(session);
    Project project = loaded.project();
    if (loaded.diagnostics().hasErrors()) {
      return session.report(loaded.diagnostics(), project.sources());
    }
    return new Initialization(session, request, project).run();
  }

  private ExitCode run() {
    BackendFile kept;
    try {
      kept = request.reconfigure() ? null : StoredBackend.read(session, project.directory());
    } catch (IOException failure) {
      return report(Diagnostics.of(BackendOpening.unreadable(project.directory(), failure)));
    }
    ConfiguredBackend backend = configured(kept);
    if (backend == null) {
      return ExitCode.ERRORS;
    }
    OpenedWorkspaces opened = backend.open(session.environment(), project.directory());
    report(opened.diagnostics());
    Workspaces next = opened.workspaces();
    if (next == null) {
      return ExitCode.ERRORS;
    }
    try {
      // Detects missing permissions and wrong names now, and not in the middle of an apply.
      next.names();
      return initialize(backend, next, kept);
    } catch (IOException failure) {
      return session.fail(
          "Backend cannot be used",
          "Access to the backend \"%s\" failed: %s."
              .formatted(backend.type().name(), failure.getMessage()));
    }
  }

  private ExitCode initialize(
      ConfiguredBackend backend, Workspaces next, @Nullable BackendFile kept) throws IOException {
    BackendFile before = request.reconfigure() ? null : kept == null ? unrecorded(backend) : kept;
    if (before == null || BackendChange.typed(backend, before.used()).isSame(backend.settings())) {
      return store(backend, before);
    }
    BackendFile.Settings used = BackendChange.typed(backend, before.used());
    Destination moving = before.moving();
    boolean isContinued =
        moving != null
            && BackendChange.typed(backend, moving.settings()).isSame(backend.settings());
    List<String> continued = moving == null || !isContinued ? List.of() : moving.workspaces();
    if (!request.migrate() && !isContinued) {
      return report(Diagnostics.of(BackendChange.changed(used, backend, request.repeated())));
    }
    List<String> workspaces = request.workspaces().isEmpty() ? continued : request.workspaces();
    var move = new BackendMove(session, project, request, backend, next);
    return move.run(before.withMoving(moving), used, workspaces, isContinued);
  }

  /// The configured backend with all its arguments; null on errors, which have been reported.
  private @Nullable ConfiguredBackend configured(@Nullable BackendFile kept) {
    BackendOpening.Found found =
        BackendOpening.inConfiguration(session, project, ProjectLoader.variables(session));
    ConfiguredBackend backend = found.backend();
    Diagnostics diagnostics = found.diagnostics();
    if (!request.backendConfig().isEmpty() && project.settings().backend() == null) {
      diagnostics = diagnostics.and(Diagnostics.of(noBlock()));
    }
    if (backend == null || diagnostics.hasErrors()) {
      report(diagnostics);
      return null;
    }
    if (request.backendConfig().isEmpty()) {
      backend = kept == null ? backend : backend.completedBy(kept);
    } else {
      GivenArguments.Read given =
          GivenArguments.read(project, backend.type(), request.backendConfig());
      session.report(given.diagnostics(), path -> given.texts().get(path));
      if (given.diagnostics().hasErrors()) {
        report(diagnostics);
        return null;
      }
      backend = backend.with(given.values());
    }
    diagnostics = diagnostics.and(backend.checkComplete());
    report(diagnostics);
    return diagnostics.hasErrors() ? null : backend;
  }

  private static Diagnostic noBlock() {
    return Diagnostic.error(
        "No backend block",
        "%s completes a backend block, but the configuration has none. Add one to the esform block:\n\n    esform {\n      backend \"s3\" {}\n    }\n"
            .formatted(GivenArguments.OPTION));
  }

  /// The default backend, if it has states and the configuration names another one now; null if
  /// there is nothing to move.
  private @Nullable BackendFile unrecorded(ConfiguredBackend backend) throws IOException {
    ConfiguredBackend first = ConfiguredBackend.of(session.environment().backends().getFirst());
    if (first.settings().isSame(backend.settings())) {
      return null;
    }
    Workspaces workspaces = first.open(session.environment(), project.directory()).workspaces();
    return workspaces != null && BackendMove.hasStates(workspaces, session, project)
        ? first.toFile()
        : null;
  }

  private ExitCode store(ConfiguredBackend backend, @Nullable BackendFile before)
      throws IOException {
    StoredBackend.write(session, project.directory(), backend.toFile());
    if (before != null && before.moving() != null) {
      session.printLine(
          "The migration to the backend \"%s\" is given up: its copies of states are no longer needed.\n"
              .formatted(before.moving().settings().type()));
    }
    session.print(initialized(backend, project.directory()));
    return ExitCode.DONE;
  }

  static String initialized(ConfiguredBackend backend, String directory) {
    return "The backend is initialized:\n\n%s\nIts settings are stored in %s.\n"
        .formatted(BackendDiff.lines(backend.settings(), "  "), StoredBackend.name(directory));
  }

  private ExitCode report(Diagnostics diagnostics) {
    return session.report(diagnostics, project.sources());
  }
}
