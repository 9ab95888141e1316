package io.esform.cli.command;

import static io.esform.cli.command.Specifications.JSON;
import static io.esform.cli.command.Specifications.isSet;

import io.esform.cli.operation.KeptPlan;
import io.esform.cli.operation.OpenState;
import io.esform.cli.project.TextFile;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.cli.view.StateView;
import io.esform.cli.view.json.StateJson;
import io.esform.state.State;
import io.esform.state.file.StateCodec;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Shows the state, or a plan file or state file.
final class ShowCommand implements Command {

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            """
            Shows the state. With a file, shows the saved plan or the state in that file.
            Sensitive values are never shown.
            """,
            """
            esform show
            esform show cluster.esplan
            esform show --json cluster.esplan
            esform show pulled.esform.state
            """)
        .addPositional(Specifications.parameter("FILE", "A plan file or a state file.", false))
        .addOption(Specifications.flag(JSON, "Print JSON."))
        .addOption(PlanCommand.files())
        .addOption(PlanCommand.changes())
        .addOption(PlanCommand.summary());
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    String file = arguments.matchedPositionalValue(0, null);
    if (file == null) {
      return state(session, arguments, OpenState::load);
    }
    String text = stateText(session, file);
    return text == null
        ? plan(session, arguments, file)
        : state(session, arguments, opened -> decoded(opened, text, file));
  }

  /// The text of a state file; null for other files.
  private static @Nullable String stateText(Session session, String file) {
    try {
      String text = TextFile.read(session.environment().resolve(file));
      return StateCodec.header(text) == null ? null : text;
    } catch (IOException _) {
      // An unreadable file is reported by the caller as a plan file.
      return null;
    }
  }

  private static @Nullable State decoded(OpenState opened, String text, String file) {
    StateCodec.Decoded decoded = opened.codec().decode(text, file, "");
    opened.report(decoded.diagnostics());
    return decoded.state();
  }

  private interface Source {
    @Nullable State state(OpenState opened);
  }

  private static ExitCode state(Session session, ParseResult arguments, Source source) {
    OpenState opened = OpenState.open(session);
    State state = opened == null ? null : source.state(opened);
    if (opened == null || state == null) {
      return ExitCode.ERRORS;
    }
    session.print(
        isSet(arguments, JSON)
            ? StateJson.render(state, opened.project()::schema)
            : new StateView(session.style(), opened.project()::schema).render(state));
    return ExitCode.DONE;
  }

  private static ExitCode plan(Session session, ParseResult arguments, String file) {
    try (KeptPlan kept = KeptPlan.openToShow(session, file)) {
      if (kept == null) {
        return ExitCode.ERRORS;
      }
      PlanCommand.show(kept.opened(), arguments, kept.plan());
      kept.opened().reportBelow(kept.warnings());
      return ExitCode.DONE;
    }
  }
}
