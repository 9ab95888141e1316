package io.esform.cli.command;

import io.esform.cli.planfile.PlanFile;
import io.esform.cli.planfile.PlanFileJson;
import io.esform.cli.planfile.PlanFileJson.NotAPlanFile;
import io.esform.cli.project.DiskFiles;
import io.esform.cli.project.OwnerOnlyFile;
import io.esform.cli.project.Project;
import io.esform.cli.project.ProjectLoader;
import io.esform.cli.project.SnapshotFiles;
import io.esform.cli.project.VariableInputs;
import io.esform.cli.project.VariableInputs.Given;
import io.esform.cli.session.Environment;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.GlobalOptions;
import io.esform.cli.session.Session;
import io.esform.cli.view.json.PlanJson;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.plan.Plan;
import io.esform.plan.PlanOptions;
import io.esform.state.State;
import io.esform.state.file.StateCodec;
import io.esform.state.file.StateCodec.Decoded;
import io.esform.state.file.StateCodec.Encoded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A plan that came out of a plan file, made again from what the file holds.
final class KeptPlan implements AutoCloseable {

  private final OpenProject opened;
  private final Plan plan;
  private final long journaled;

  private KeptPlan(OpenProject opened, Plan plan, long journaled) {
    this.opened = opened;
    this.plan = plan;
    this.journaled = journaled;
  }

  OpenProject opened() {
    return opened;
  }

  Plan plan() {
    return plan;
  }

  /// How many records of a journal were in the state that it was made against.
  long journaled() {
    return journaled;
  }

  @Override
  public void close() {
    opened.close();
  }

  /// Keeps a plan in a file, and tells how to apply it.
  static ExitCode write(OpenProject opened, Plan plan, String out) {
    Session session = opened.session();
    State prior = plan.prior();
    var variables =
        new State(
            0,
            prior.lineage(),
            new TreeMap<>(opened.given().values()),
            new TreeMap<>(),
            new TreeMap<>());
    Encoded priorText = opened.codec().encode(prior);
    Encoded variablesText = opened.codec().encode(variables);
    String state = priorText.text();
    String values = variablesText.text();
    if (state == null || values == null) {
      return session.report(priorText.diagnostics().and(variablesText.diagnostics()));
    }
    Project project = opened.project();
    var file =
        new PlanFile(
            session.environment().version(),
            project.planTime(),
            project.directory(),
            plan.mode(),
            state,
            opened.journaled(),
            values,
            project.files().snapshot(),
            PlanJson.render(plan, session.environment().version()));
    try {
      OwnerOnlyFile.write(session.environment().resolve(out), PlanFileJson.write(file));
    } catch (IOException failure) {
      return session.fail(
          "Plan file cannot be written", "\"%s\" cannot be written: %s.".formatted(out, failure));
    }
    session
        .terminal()
        .err()
        .print(
            "\nThe plan is kept in %1$s. To apply it:\n\n    esform apply %1$s\n".formatted(out));
    return ExitCode.DONE;
  }

  /// The plan of that file; null when there were errors, which have been reported.
  static @Nullable KeptPlan open(Session caller, String path) {
    PlanFile file = read(caller, path);
    if (file == null) {
      return null;
    }
    Session session = sessionOf(caller, file);
    Path directory = session.environment().workingDirectory();
    var disk = new DiskFiles(directory, session.environment().home());
    var files = new SnapshotFiles(file.snapshot(), disk);
    OpenProject opened =
        OpenProject.open(
            session,
            ProjectLoader.load(session, file.directory(), files, file.planTime()),
            (project, codec) -> variables(project, codec, file, path));
    if (opened == null) {
      return null;
    }
    Decoded prior = opened.codec().decode(file.priorState(), path, "");
    State state = prior.state();
    session.report(prior.diagnostics());
    Plan plan = state == null ? null : opened.plan(state, new PlanOptions(file.mode(), false));
    if (plan == null || !isSame(session, file, plan, path)) {
      opened.close();
      return null;
    }
    return new KeptPlan(opened, plan, file.journaled());
  }

  private static @Nullable PlanFile read(Session session, String path) {
    try {
      return PlanFileJson.read(Files.readString(session.environment().resolve(path)));
    } catch (NoSuchFileException _) {
      session.fail(
          "Plan file not found",
          "There is no file \"%1$s\". A plan is kept with\n\n    esform plan --out %1$s"
              .formatted(path));
    } catch (IOException failure) {
      session.fail("Plan file not readable", "\"%s\" cannot be read: %s.".formatted(path, failure));
    } catch (NotAPlanFile fault) {
      session.fail(
          "Not a plan file", "\"%s\" cannot be used. %s".formatted(path, fault.getMessage()));
    }
    return null;
  }

  /// The session that the plan was made in, as far as it decides the plan.
  private static Session sessionOf(Session caller, PlanFile file) {
    Environment now = caller.environment();
    var environment =
        new Environment(
            now.variables(),
            Path.of(file.snapshot().workingDirectory()),
            Path.of(file.snapshot().home()),
            now.temporary(),
            now.clock(),
            now.random(),
            now.version(),
            now.lineages(),
            now.providers(),
            now.interruptions());
    GlobalOptions options = caller.options();
    return new Session(
        environment,
        caller.terminal(),
        new GlobalOptions(file.directory(), List.of(), options.coloured(), options.parallelism()));
  }

  private static Given variables(Project project, StateCodec codec, PlanFile file, String path) {
    Decoded decoded = codec.decode(file.variables(), path, "");
    State values = decoded.state();
    return values == null
        ? new Given(new TreeMap<>(), new TreeMap<>(), decoded.diagnostics())
        : VariableInputs.of(project, values.outputs());
  }

  private static boolean isSame(Session session, PlanFile file, Plan plan, String path) {
    if (file.isSamePlan(PlanJson.render(plan, file.esformVersion()))) {
      return true;
    }
    session.report(
        Diagnostics.of(
            Diagnostic.error(
                "Plan file does not fit",
                """
                This esform (%s) makes another plan from what "%s" holds than the one that was \
                shown when it was written (by %s). Plan again:

                    esform plan --out %s\
                """
                    .formatted(
                        session.environment().version(), path, file.esformVersion(), path))));
    return false;
  }
}
