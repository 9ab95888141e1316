package io.esform.cli.operation;

import io.esform.cli.project.Backends;
import io.esform.cli.project.Project;
import io.esform.cli.project.ProjectLoader;
import io.esform.cli.project.ProjectLoader.LoadedProject;
import io.esform.cli.project.VariableInputs.Given;
import io.esform.cli.project.VariableSource;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.cli.view.FileTexts;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.plan.PlanOptions;
import io.esform.plan.inputs.Connections;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.inputs.Recorded;
import io.esform.plan.pipeline.Planner;
import io.esform.plan.pipeline.Planner.PlanResult;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import io.esform.state.file.StateCodec;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A checked configuration with its variables, state and connections: the inputs of a plan.
public final class OpenProject implements AutoCloseable {

  private final Session session;
  private final Project project;
  private final Given given;
  private final Backend backend;
  private final StateCodec codec;
  private final Connections connections;
  private Backend.Loaded loaded = Backend.Loaded.failed(Diagnostics.none());

  private OpenProject(
      Session session, Project project, Given given, Backend backend, StateCodec codec) {
    this.session = session;
    this.project = project;
    this.given = given;
    this.backend = backend;
    this.codec = codec;
    this.connections = new Connections(project.registry(), project.configuration().root());
  }

  /// The project of the session's directory; null on errors, which have been reported.
  public static @Nullable OpenProject open(Session session) {
    return open(session, ProjectLoader.load(session), ProjectLoader.variables(session));
  }

  public static @Nullable OpenProject open(
      Session session, LoadedProject read, VariableSource variables) {
    LoadedProject loaded = ProjectLoader.checked(read);
    Project project = loaded.project();
    Backends.OpenedBackend opened = Backends.open(session, project);
    Backend backend = opened.backend();
    StateCodec codec = opened.codec();
    Given given =
        codec == null
            ? new Given(new TreeMap<>(), new TreeMap<>(), opened.diagnostics())
            : variables.values(project, _ -> true);
    loaded = loaded.and(given.diagnostics());
    if (loaded.diagnostics().hasErrors()) {
      loaded = loaded.and(loaded.validate(given.values(), session.environment().tasks()));
    }
    session.report(loaded.diagnostics(), path -> given.text(project, path));
    return loaded.diagnostics().hasErrors() || backend == null || codec == null
        ? null
        : new OpenProject(session, project, given, backend, codec);
  }

  public Session session() {
    return session;
  }

  Project project() {
    return project;
  }

  Given given() {
    return given;
  }

  public Backend backend() {
    return backend;
  }

  StateCodec codec() {
    return codec;
  }

  /// A heading with the workspace for a plan; empty for the default workspace.
  public String heading() {
    return project.workspace().isDefault()
        ? ""
        : "Workspace: " + project.workspace().name() + "\n\n";
  }

  /// A question about the next action, with the workspace unless it is the default one.
  ///
  /// @param question without its question mark
  public String question(String question) {
    return project.workspace().isDefault()
        ? question + "?"
        : question + " in workspace \"" + project.workspace().name() + "\"?";
  }

  /// The saved state; null when it cannot be read or used, which has been reported.
  public @Nullable State load() {
    loaded = backend.load();
    State state = loaded.state();
    Diagnostics unmoved =
        state == null ? Diagnostics.none() : UnmovedState.check(session, project, codec, state);
    report(loaded.diagnostics().and(unmoved));
    return unmoved.hasErrors() ? null : state;
  }

  /// A warning when another run works on the state, or has saved it since it was loaded; empty
  /// otherwise. For a command without the lock; called after the refresh.
  public Diagnostics otherRun() {
    String holder = backend.lockHolder();
    if (holder == null) {
      return backend.hasChangedSinceLoad()
          ? inUse("Another run has saved the state since this one read it.")
          : Diagnostics.none();
    }
    return inUse(holder + " is running.");
  }

  private static Diagnostics inUse(String who) {
    return Diagnostics.of(
        Diagnostic.warning(
            "State is being changed",
            who + " Differences from the state may be caused by it. Plan again after it has ended.",
            null));
  }

  /// The number of journal records in the last loaded state.
  long journaled() {
    return loaded.journaled();
  }

  /// A plan for that state. The caller reports the diagnostics: errors at once, warnings below the
  /// plan, where users see them.
  public PlanResult plan(State prior, PlanOptions options) {
    var recorded =
        prior.equals(loaded.state()) ? new Recorded(prior, loaded.open()) : Recorded.of(prior);
    return Planner.plan(inputs(options), recorded);
  }

  /// A plan for that state without a new refresh, from the result of an earlier one.
  PlanResult planOver(State found, State prior, PlanOptions options) {
    return Planner.planOver(found, inputs(options), prior);
  }

  /// Whether a run on the last loaded state was interrupted.
  public boolean isInterrupted() {
    return !loaded.open().isEmpty();
  }

  /// The inputs of a plan, except the state.
  public PlanInputs inputs(PlanOptions options) {
    return new PlanInputs(
        project.inputs(given.values(), false),
        project.graph(),
        project.registry(),
        connections,
        options,
        project.isEncrypted(),
        session.environment().tasks());
  }

  /// The files of hosts as a reader wants to see them: the files of a pack after their changes.
  public FileTexts resultingFiles() {
    return new HostFileTexts(project.registry(), true);
  }

  /// The files of hosts as they are delivered.
  public FileTexts deliveredFiles() {
    return new HostFileTexts(project.registry(), false);
  }

  public ExitCode report(Diagnostics diagnostics) {
    return session.report(diagnostics, path -> given.text(project, path));
  }

  /// Reports diagnostics below a plan on the screen.
  public void reportBelow(Diagnostics diagnostics) {
    if (!diagnostics.isEmpty()) {
      session.terminal().out().flush();
      session.terminal().err().println();
      report(diagnostics);
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
