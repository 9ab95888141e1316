package io.esform.cli.project;

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
import io.esform.state.backend.BackendType;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SortedMap;

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
    public Diagnostics validate(SortedMap<String, Value> variables) {
      return Validator.validate(project.inputs(variables, true), project.registry(), diagnostics);
    }
  }

  /// Loads the configuration of the session's directory from disk.
  public static LoadedProject load(Session session) {
    var disk =
        new DiskFiles(session.environment().workingDirectory(), session.environment().home());
    Instant now = session.environment().clock().instant();
    String directory = session.options().directory();
    try {
      SelectedWorkspace workspace = SelectedWorkspace.read(session, directory);
      return load(session, directory, disk, now, workspace);
    } catch (IOException failure) {
      LoadedProject loaded =
          load(session, directory, disk, now, SelectedWorkspace.defaultWorkspace());
      Diagnostic unreadable =
          Diagnostic.error(
              "Selected workspace cannot be read",
              "\"%s\", which stores the selected workspace, cannot be read: %s."
                  .formatted(SelectedWorkspace.fileName(directory), failure));
      return new LoadedProject(
          loaded.project(), loaded.diagnostics().and(Diagnostics.of(unreadable)));
    }
  }

  /// Loads a configuration from these files, for an evaluation at that time in that workspace.
  public static LoadedProject load(
      Session session,
      String directory,
      ProjectFiles files,
      Instant planTime,
      SelectedWorkspace workspace) {
    var recording = new RecordingFiles(files);
    var evaluator =
        new Evaluator(
            new Functions(new FunctionEnvironment(recording, new TemplateReader(), planTime)));
    LoadResult loaded = ConfigurationLoader.load(directory, recording, evaluator);
    var registry =
        new ProviderRegistry(
            session.environment().providers().apply(inputFiles(session, directory)));
    BackendType.OpenedWorkspaces states =
        Backends.workspaces(
            session, directory, loaded.configuration().root().settings(), evaluator);
    var project =
        new Project(
            directory,
            loaded.configuration(),
            registry.graph(loaded.configuration().root()),
            evaluator,
            registry,
            recording,
            planTime,
            files.absolute("."),
            workspace,
            states.workspaces());
    return new LoadedProject(project, loaded.diagnostics().and(states.diagnostics()));
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
