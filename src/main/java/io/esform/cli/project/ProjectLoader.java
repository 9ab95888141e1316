package io.esform.cli.project;

import io.esform.cli.project.BackendOpening.Opened;
import io.esform.cli.session.Environment;
import io.esform.cli.session.Session;
import io.esform.config.TemplateReader;
import io.esform.config.check.ConfigurationChecker;
import io.esform.config.decode.ConfigurationLoader;
import io.esform.config.decode.ConfigurationLoader.LoadResult;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.es.InputFiles;
import io.esform.eval.Evaluator;
import io.esform.eval.functions.FunctionEnvironment;
import io.esform.eval.functions.Functions;
import io.esform.plan.inputs.ProviderRegistry;
import io.esform.plan.pipeline.Validator;
import io.esform.task.Tasks;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SortedMap;
import java.util.function.Function;

/// Loads and checks configurations.
public final class ProjectLoader {

  /// The directory for esform's own files beside a configuration, except the state.
  private static final String KEPT = ".esform";

  private ProjectLoader() {}

  /// @param project the loaded part, also after errors
  public record LoadedProject(Project project, Diagnostics diagnostics) {

    /// Adds diagnostics, except those for files with syntax errors.
    public LoadedProject and(Diagnostics more) {
      Diagnostics news = more.where(found -> !project.configuration().isBroken(found.subject()));
      return new LoadedProject(project, diagnostics.and(news));
    }

    /// New diagnostics of a validation with these values of variables.
    public Diagnostics validate(SortedMap<String, Value> variables, Tasks tasks) {
      return Validator.validate(
          project.inputs(variables, true), project.registry(), diagnostics, tasks);
    }
  }

  /// What a configuration is loaded from.
  ///
  /// @param directory as written by the user
  /// @param planTime the time of its evaluation
  public record ProjectSource(
      String directory, ProjectFiles files, Instant planTime, SelectedWorkspace workspace) {}

  /// Opens the workspaces of a loaded configuration; null for none.
  private interface WorkspacesOpening extends Function<Project, Opened> {}

  /// Loads the configuration of the session's directory from disk, and opens its backend.
  public static LoadedProject load(Session session) {
    return load(session, project -> BackendOpening.open(session, project, variables(session)));
  }

  /// The same also with a backend that is not that of the last `esform init`.
  public static LoadedProject loadWithAnyBackend(Session session) {
    return load(
        session, project -> BackendOpening.openUnchecked(session, project, variables(session)));
  }

  /// The same without values of variables: the backend is only checked.
  public static LoadedProject loadToCheck(Session session) {
    return load(session, project -> BackendOpening.check(session, project));
  }

  /// The same without opening the backend.
  public static LoadedProject loadWithoutBackend(Session session) {
    return load(session, _ -> Opened.failed(Diagnostics.none()));
  }

  /// The values from the usual sources.
  public static VariableSource variables(Session session) {
    return (project, wanted) -> VariableInputs.collect(session, project, wanted);
  }

  private static LoadedProject load(Session session, WorkspacesOpening opening) {
    var disk =
        new DiskFiles(session.environment().workingDirectory(), session.environment().home());
    Instant now = session.environment().clock().instant();
    String directory = session.options().directory();
    try {
      SelectedWorkspace workspace = SelectedWorkspace.read(session, directory);
      return load(session, new ProjectSource(directory, disk, now, workspace), opening);
    } catch (IOException failure) {
      LoadedProject loaded =
          load(
              session,
              new ProjectSource(directory, disk, now, SelectedWorkspace.defaultWorkspace()),
              opening);
      Diagnostic unreadable =
          Diagnostic.error(
              "Selected workspace cannot be read",
              "\"%s\", which stores the selected workspace, cannot be read: %s."
                  .formatted(SelectedWorkspace.fileName(directory), failure));
      return new LoadedProject(
          loaded.project(), loaded.diagnostics().and(Diagnostics.of(unreadable)));
    }
  }

  /// Loads a configuration with these values of variables, and opens its backend.
  public static LoadedProject load(
      Session session, ProjectSource source, VariableSource variables) {
    return load(session, source, project -> BackendOpening.open(session, project, variables));
  }

  private static LoadedProject load(
      Session session, ProjectSource source, WorkspacesOpening opening) {
    var recording = new RecordingFiles(source.files());
    var evaluator =
        new Evaluator(
            new Functions(
                new FunctionEnvironment(recording, new TemplateReader(), source.planTime())));
    LoadResult loaded = ConfigurationLoader.load(source.directory(), recording, evaluator);
    var own = new OwnState(source.workspace().name());
    var states =
        new OtherStates(
            session,
            source.directory(),
            loaded.configuration().root().settings().encryption(),
            own);
    var registry =
        new ProviderRegistry(
            session
                .environment()
                .providers()
                .create(inputFiles(session, source.directory()), states));
    var project =
        new Project(
            source.directory(),
            loaded.configuration(),
            registry.graph(loaded.configuration().root()),
            evaluator,
            registry,
            recording,
            source.planTime(),
            source.files().absolute("."),
            source.workspace(),
            null);
    Opened opened = opening.apply(project);
    own.isIn(opened.backend());
    return new LoadedProject(
        project.with(opened.workspaces()),
        loaded
            .diagnostics()
            .and(opened.diagnostics())
            .and(ConfiguredKeys.check(project.settings().encryption())));
  }

  private static InputFiles inputFiles(Session session, String directory) {
    Environment environment = session.environment();
    Path kept = environment.resolve(directory).resolve(KEPT);
    return new DiskInputFiles(
        environment.workingDirectory(),
        new Checksums(kept, environment.clock(), environment.durableFiles()));
  }

  /// Like `load`, with all checks that need no evaluation.
  public static LoadedProject loadAndCheck(Session session) {
    return checked(load(session));
  }

  public static LoadedProject checked(LoadedProject loaded) {
    Project project = loaded.project();
    Diagnostics found =
        ConfigurationChecker.check(
            project.configuration(), project.graph(), project.registry().schemas());
    return new LoadedProject(project, loaded.diagnostics().and(found));
  }
}
