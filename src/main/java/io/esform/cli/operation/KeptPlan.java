package io.esform.cli.operation;

import io.esform.cli.planfile.PlanFile;
import io.esform.cli.planfile.PlanFileJson;
import io.esform.cli.planfile.PlanFileJson.NotAPlanFile;
import io.esform.cli.project.Backends;
import io.esform.cli.project.DiskFiles;
import io.esform.cli.project.Project;
import io.esform.cli.project.ProjectLoader;
import io.esform.cli.project.ProjectLoader.ProjectSource;
import io.esform.cli.project.ReadFiles;
import io.esform.cli.project.ReadFilesChanges;
import io.esform.cli.project.ReplayedFiles;
import io.esform.cli.project.SelectedWorkspace;
import io.esform.cli.project.TextFile;
import io.esform.cli.project.VariableInputs;
import io.esform.cli.project.VariableInputs.Given;
import io.esform.cli.project.VariableSource;
import io.esform.cli.session.Environment;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.GlobalOptions;
import io.esform.cli.session.Session;
import io.esform.cli.view.json.PlanJson;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.plan.CheckResult;
import io.esform.plan.Plan;
import io.esform.plan.pipeline.Planner.PlanResult;
import io.esform.state.State;
import io.esform.state.file.StateCodec;
import io.esform.state.file.StateCodec.Decoded;
import io.esform.state.file.StateCodec.Encoded;
import io.esform.value.Value;
import io.esform.value.Value.StringValue;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A plan from a plan file, replayed from the inputs in the file.
public final class KeptPlan implements AutoCloseable {

  private final OpenProject opened;
  private final Plan plan;
  private final Diagnostics warnings;
  private final PlanFile file;

  private KeptPlan(OpenProject opened, Plan plan, Diagnostics warnings, PlanFile file) {
    this.opened = opened;
    this.plan = plan;
    this.warnings = warnings;
    this.file = file;
  }

  public OpenProject opened() {
    return opened;
  }

  public Plan plan() {
    return plan;
  }

  /// The warnings to show below the plan.
  public Diagnostics warnings() {
    return warnings;
  }

  /// The number of journal records in the state that the plan is based on.
  long journaled() {
    return file.journaled();
  }

  /// The changes since the plan to the files that it was created from.
  List<String> changedFiles() {
    ReadFiles snapshot = file.snapshot();
    var home = opened.session().environment().home();
    return ReadFilesChanges.since(
        snapshot, new DiskFiles(Path.of(snapshot.workingDirectory()), home));
  }

  @Override
  public void close() {
    opened.close();
  }

  /// Saves a plan to a file, and reports how to apply it.
  public static ExitCode write(OpenProject opened, Plan plan, String out) {
    Session session = opened.session();
    State prior = plan.prior();
    var variables =
        new State(
            0,
            prior.lineage(),
            new TreeMap<>(opened.given().values()),
            new TreeMap<>(),
            new TreeMap<>());
    SortedMap<String, Value> inputs = new TreeMap<>();
    opened
        .project()
        .files()
        .snapshot()
        .inputs()
        .forEach((path, content) -> inputs.put(path, kept(opened, Value.of(content))));
    var read = new State(0, prior.lineage(), inputs, new TreeMap<>(), new TreeMap<>());
    Encoded recordedText = opened.codec().encode(plan.recorded());
    Encoded priorText = prior.equals(plan.recorded()) ? recordedText : opened.codec().encode(prior);
    Encoded variablesText = opened.codec().encode(variables);
    Encoded inputsText = opened.codec().encode(read);
    String recorded = recordedText.text();
    String state = priorText.text();
    String values = variablesText.text();
    String files = inputsText.text();
    if (recorded == null || state == null || values == null || files == null) {
      return session.report(
          recordedText
              .diagnostics()
              .and(priorText.diagnostics())
              .and(variablesText.diagnostics())
              .and(inputsText.diagnostics())
              .sorted());
    }
    Project project = opened.project();
    var file =
        new PlanFile(
            session.environment().version(),
            project.planTime(),
            project.workspace().name(),
            project.directory(),
            plan.options(),
            recorded,
            state,
            opened.journaled(),
            values,
            files,
            project.files().snapshot().withoutInputs(),
            PlanJson.render(plan, session.environment().version()));
    try {
      Environment environment = session.environment();
      environment
          .durableFiles()
          .replace(
              environment.resolve(out), PlanFileJson.write(file).getBytes(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      return session.fail(
          "Plan file cannot be written", "\"%s\" cannot be written: %s.".formatted(out, failure));
    }
    session
        .terminal()
        .err()
        .print(
            "\nThe plan was saved to %1$s. To apply it:\n\n    esform apply %1$s%2$s\n"
                .formatted(out, LossConfirmation.options(plan)));
    return ExitCode.DONE;
  }

  /// The content of any input file may be a secret.
  private static Value kept(OpenProject opened, Value content) {
    return opened.project().isEncrypted() ? Value.sensitive(content) : content;
  }

  /// Opens the plan of that file for display; null on errors, which have been reported.
  public static @Nullable KeptPlan openToShow(Session caller, String path) {
    PlanFile file = read(caller, path);
    return file == null ? null : open(caller, file, path);
  }

  /// Opens the plan of that file for an apply. Requires the same version of esform and the same
  /// directory as the plan.
  public static @Nullable KeptPlan openToApply(Session caller, String path) {
    PlanFile file = read(caller, path);
    return file == null || !isOfThisVersion(caller, file, path) || !isOfHere(caller, file, path)
        ? null
        : open(caller, file, path);
  }

  private static boolean isOfThisVersion(Session session, PlanFile file, String path) {
    String version = session.environment().version();
    if (file.esformVersion().equals(version)) {
      return true;
    }
    session.fail(
        "Plan file of another version",
        "\"%1$s\" was created by esform %2$s, but this is esform %3$s. Plan again:\n\n    esform plan --out %1$s"
            .formatted(path, file.esformVersion(), version));
    return false;
  }

  /// Whether the working directory is that of the plan, or `-C` names the directory of its
  /// configuration.
  private static boolean isOfHere(Session session, PlanFile file, String path) {
    String named = session.options().directory();
    Path here = session.environment().workingDirectory().normalize();
    Path planned = Path.of(file.snapshot().workingDirectory());
    Path directory = planned.resolve(file.directory()).normalize();
    if (here.resolve(named).normalize().equals(directory)
        || (named.equals(".") && here.equals(planned))) {
      return true;
    }
    session.fail(
        "Plan file of another directory",
        "\"%1$s\" was created from a configuration in another directory. To apply it there:\n\n    esform apply -C %2$s %1$s"
            .formatted(path, directory));
    return false;
  }

  private static @Nullable KeptPlan open(Session caller, PlanFile file, String path) {
    Session session = sessionOf(caller, file);
    Path directory = session.environment().workingDirectory();
    var disk = new DiskFiles(directory, session.environment().home());
    var files = new ReplayedFiles(file.snapshot(), disk);
    var workspace = new SelectedWorkspace(file.workspace(), SelectedWorkspace.Origin.PLAN_FILE);
    VariableSource variables = (project, _) -> variables(session, project, file, files, path);
    var source = new ProjectSource(file.directory(), files, file.planTime(), workspace);
    OpenProject opened =
        OpenProject.open(session, ProjectLoader.load(session, source, variables), variables);
    if (opened == null) {
      return null;
    }
    PlanResult result = planAgain(opened, file, path);
    Plan again = result.plan();
    List<CheckResult> checks = file.checks();
    Plan plan = again == null ? null : again.withChecks(checks);
    if (plan == null || !isSame(session, file, plan, path)) {
      opened.report(plan == null ? result.diagnostics() : Diagnostics.none());
      opened.close();
      return null;
    }
    var warnings = new DiagnosticSink();
    warnings.report(result.diagnostics());
    checks.forEach(check -> warnings.report(check.problems()));
    return new KeptPlan(
        opened, plan, warnings.toDiagnostics(), file.withSnapshot(files.snapshot()));
  }

  private static PlanResult planAgain(OpenProject opened, PlanFile file, String path) {
    Decoded recorded = opened.codec().decode(file.recordedState(), path, "");
    Decoded prior = opened.codec().decode(file.priorState(), path, "");
    State before = recorded.state();
    State now = prior.state();
    if (before == null || now == null) {
      return new PlanResult(null, recorded.diagnostics().and(prior.diagnostics()).sorted());
    }
    return opened.planOver(now, before, file.options());
  }

  private static @Nullable PlanFile read(Session session, String path) {
    try {
      return PlanFileJson.read(TextFile.read(session.environment().resolve(path)));
    } catch (NoSuchFileException _) {
      session.fail(
          "Plan file not found",
          "There is no file \"%1$s\". To save a plan:\n\n    esform plan --out %1$s"
              .formatted(path));
    } catch (CharacterCodingException _) {
      session.fail("Not a plan file", "\"%s\" is not UTF-8 text.".formatted(path));
    } catch (IOException failure) {
      session.fail("Plan file not readable", "\"%s\" cannot be read: %s.".formatted(path, failure));
    } catch (NotAPlanFile fault) {
      session.fail(
          "Not a plan file", "\"%s\" cannot be used. %s".formatted(path, fault.getMessage()));
    }
    return null;
  }

  /// The session of the plan, restored as far as it affects the plan.
  private static Session sessionOf(Session caller, PlanFile file) {
    Environment environment =
        caller
            .environment()
            .in(Path.of(file.snapshot().workingDirectory()), Path.of(file.snapshot().home()));
    GlobalOptions options = caller.options();
    return new Session(
        environment,
        caller.terminal(),
        new GlobalOptions(file.directory(), List.of(), options.coloured(), options.parallelism()));
  }

  /// The values of the variables. Adds the sealed contents of input files to `files`.
  private static Given variables(
      Session session, Project project, PlanFile file, ReplayedFiles files, String path) {
    Backends.OpenedCodec opened = Backends.codec(session, project);
    StateCodec codec = opened.codec();
    if (codec == null) {
      return new Given(new TreeMap<>(), new TreeMap<>(), opened.diagnostics());
    }
    Decoded decoded = codec.decode(file.variables(), path, "");
    Decoded decodedInputs = codec.decode(file.inputs(), path, "");
    State values = decoded.state();
    State inputs = decodedInputs.state();
    if (values == null || inputs == null) {
      Diagnostics faults = values == null ? decoded.diagnostics() : decodedInputs.diagnostics();
      return new Given(new TreeMap<>(), new TreeMap<>(), faults);
    }
    var contents = new TreeMap<String, String>();
    inputs
        .outputs()
        .forEach((name, value) -> {
          if (value.unmarked() instanceof StringValue(var content)) {
            contents.put(name, content);
          }
        });
    files.add(contents);
    return VariableInputs.of(project, values.outputs());
  }

  private static boolean isSame(Session session, PlanFile file, Plan plan, String path) {
    if (file.isSamePlan(PlanJson.render(plan, file.esformVersion()))) {
      return true;
    }
    session.report(
        Diagnostics.of(
            Diagnostic.error(
                "Plan cannot be reproduced",
                """
                esform %s computes another plan from the inputs in "%s" than the plan that was \
                shown when esform %s saved it. Plan again:

                    esform plan --out %s\
                """
                    .formatted(
                        session.environment().version(), path, file.esformVersion(), path))));
    return false;
  }
}
