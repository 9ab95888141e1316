package io.esform.cli.command;

import static io.esform.cli.command.Specifications.isSet;
import static java.util.Objects.requireNonNull;

import io.esform.cli.operation.Locked;
import io.esform.cli.operation.OpenState;
import io.esform.cli.project.TextFile;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import io.esform.state.file.StateCodec.Decoded;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Replaces the saved state.
final class StatePushCommand implements Command {

  private static final String FORCE = "--force";
  private static final String STANDARD_INPUT = "-";
  private static final String PULL_AGAIN =
      "Pull the state again and edit that. To discard the stored state, push with --force.";

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            """
            Replaces the stored state with the state in a file. Its lineage must be that of the
            stored state, and its serial must not be smaller: a pulled state is refused if a
            run has saved since the pull.
            """,
            """
            esform state push edited.esform.state
            esform state push - < edited.esform.state
            esform state push --force other.esform.state     without the checks
            """)
        .addPositional(
            Specifications.parameter("FILE", "A state file; - for standard input.", true))
        .addOption(Specifications.flag(FORCE, "Do not check the lineage and the serial."));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    String file = arguments.matchedPositionalValue(0, "");
    boolean force = isSet(arguments, FORCE);
    OpenState opened = OpenState.open(session);
    String text = opened == null ? null : read(session, file);
    if (opened == null || text == null) {
      return ExitCode.ERRORS;
    }
    String name = file.equals(STANDARD_INPUT) ? "standard input" : file;
    Decoded decoded = opened.codec().decode(text, name, "Nothing was changed.");
    opened.report(decoded.diagnostics());
    State pushed = decoded.state();
    return pushed == null
        ? ExitCode.ERRORS
        : Locked.run(
            opened.backend(),
            opened::report,
            "state push",
            () -> underLock(opened, decoded, name, force));
  }

  private static @Nullable String read(Session session, String file) {
    try {
      if (file.equals(STANDARD_INPUT)) {
        var text = new StringWriter();
        session.terminal().in().transferTo(text);
        return text.toString();
      }
      return TextFile.read(session.environment().resolve(file));
    } catch (NoSuchFileException _) {
      session.fail("State file not found", "There is no file \"%s\".".formatted(file));
    } catch (CharacterCodingException _) {
      session.fail("State file not readable", "\"%s\" is not UTF-8 text.".formatted(file));
    } catch (IOException failure) {
      session.fail(
          "State file not readable",
          "\"%s\" cannot be read: %s."
              .formatted(
                  file,
                  Files.isDirectory(session.environment().resolve(file))
                      ? "it is a directory"
                      : failure));
    }
    return null;
  }

  private static ExitCode underLock(OpenState opened, Decoded decoded, String name, boolean force) {
    State pushed = requireNonNull(decoded.state());
    // A rescued state contains the results of all calls that are open in its run's journal.
    State kept = force || decoded.rescued() ? opened.load() : opened.loadToChange();
    if (kept == null) {
      return ExitCode.ERRORS;
    }
    Session session = opened.session();
    if (!force && pushed.withSerial(kept.serial()).equals(kept)) {
      session.printLine("The stored state is equal to this one. Nothing was changed.");
      return ExitCode.DONE;
    }
    boolean first = kept.serial() == 0;
    String fault = first || force ? null : fault(kept, decoded, pushed, name);
    if (fault != null) {
      return session.fail("State cannot be pushed", fault);
    }
    Backend.Saved saved = opened.backend().replace(pushed);
    opened.report(saved.diagnostics());
    if (saved.diagnostics().hasErrors()) {
      return ExitCode.ERRORS;
    }
    session.printLine(
        "Stored the state from %s with serial %d.".formatted(name, saved.state().serial()));
    return ExitCode.DONE;
  }

  /// The reason why the saved state is not replaced; null for none.
  private static @Nullable String fault(State kept, Decoded decoded, State pushed, String name) {
    if (!kept.lineage().equals(pushed.lineage())) {
      return refused(
          name,
          "it has another lineage (%s, not %s)".formatted(pushed.lineage(), kept.lineage()),
          PULL_AGAIN);
    }
    if (decoded.rescued() && pushed.serial() != kept.serial() + 1) {
      return refused(
          name,
          "it was rescued by a run that started from serial %d, and another run has saved serial %d since"
              .formatted(pushed.serial() - 1, kept.serial()),
          "Compare both states, and import the objects that the stored state does not have:\n\n"
              + "    esform state list\n");
    }
    return pushed.serial() < kept.serial()
        ? refused(
            name,
            "it has serial %d, but the stored state has serial %d, because a run has saved since the pull"
                .formatted(pushed.serial(), kept.serial()),
            PULL_AGAIN)
        : null;
  }

  private static String refused(String name, String difference, String advice) {
    return "The state from %s does not replace the stored state: %s. %s"
        .formatted(name, difference, advice);
  }
}
