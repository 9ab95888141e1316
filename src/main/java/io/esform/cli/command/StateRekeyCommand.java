package io.esform.cli.command;

import static io.esform.cli.command.Specifications.counted;
import static io.esform.cli.command.Specifications.isSet;

import io.esform.cli.operation.Locked;
import io.esform.cli.operation.OpenState;
import io.esform.cli.operation.OpenWorkspaces;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import io.esform.state.file.KeyUse;
import io.esform.state.file.StateCodec.CurrentKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Seals all secrets of a state with the current key.
final class StateRekeyCommand implements Command {

  private static final String ALL = "--all-workspaces";

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            """
            Encrypts all secrets of the state again, with the current key of the encryption
            block, and shows which keys they were encrypted with before. The keys of fallback
            blocks are then no longer needed for the state, but for earlier copies of it and
            for earlier plan files. With a key of AWS KMS, a new data key is created each
            time. No object is changed.
            """,
            """
            esform state rekey
            esform state rekey --all-workspaces
            """)
        .addOption(Specifications.flag(ALL, "Also the states of all other workspaces."));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    if (isSet(arguments, ALL)) {
      return OpenWorkspaces.with(session, StateRekeyCommand::all);
    }
    OpenState opened = OpenState.open(session);
    return opened == null ? ExitCode.ERRORS : rekey(opened);
  }

  /// Each state is saved by itself; an error of one does not stop the others.
  private static ExitCode all(OpenWorkspaces workspaces) throws IOException {
    Session session = workspaces.session();
    List<String> failed = new ArrayList<>();
    for (String name : workspaces.kept().names()) {
      session.printLine("Workspace: " + name + "\n");
      OpenState opened = OpenState.open(session, workspaces.project(), name);
      if (opened == null || rekey(opened) != ExitCode.DONE) {
        failed.add(name);
      }
      session.printLine("");
    }
    return failed.isEmpty()
        ? ExitCode.DONE
        : session.fail(
            "States are not encrypted with the current key",
            "The states of these workspaces were not changed: %s. Their errors are above. Keep the fallback blocks until the command succeeds for all workspaces."
                .formatted(String.join(", ", failed)));
  }

  private static ExitCode rekey(OpenState opened) {
    return Locked.run(opened.backend(), opened::report, "state rekey", () -> underLock(opened));
  }

  private static ExitCode underLock(OpenState opened) {
    State state = opened.loadToChange();
    if (state == null) {
      return ExitCode.ERRORS;
    }
    List<KeyUse> before = opened.codec().keyUses();
    if (opened.project().settings().encryption() == null) {
      return opened
          .session()
          .fail(
              "No encryption is configured",
              "The state contains no secrets, and the configuration has no encryption block.");
    }
    if (before.isEmpty()) {
      opened.session().printLine("The state contains no secrets. Nothing was changed.");
      return ExitCode.DONE;
    }
    CurrentKey current = opened.codec().renewKey(state.lineage());
    opened.report(current.diagnostics());
    KeyUse key = current.key();
    return key == null ? ExitCode.ERRORS : sealAgain(opened, state, before, key);
  }

  private static ExitCode sealAgain(
      OpenState opened, State state, List<KeyUse> before, KeyUse current) {
    Session session = opened.session();
    int values = before.stream().mapToInt(KeyUse::values).sum();
    if (before.stream().allMatch(use -> use.id().equals(current.id()))) {
      session.printLine(
          "All secrets of the state (%s) are already encrypted with the current key:\n\n    %s\n\nNothing was changed."
              .formatted(counted(values, "value"), shown(current)));
      return ExitCode.DONE;
    }
    Backend.Saved saved = opened.backend().replace(state);
    opened.report(saved.diagnostics());
    if (saved.diagnostics().hasErrors()) {
      return ExitCode.ERRORS;
    }
    session.print(text(saved.state().serial(), values, before, current));
    return ExitCode.DONE;
  }

  private static String shown(KeyUse use) {
    return "%s (%s)".formatted(use.id(), use.source());
  }

  private static String text(long serial, int values, List<KeyUse> before, KeyUse current) {
    var text = new StringBuilder();
    text.append(
        "Encrypted %s of the state with the current key:\n\n    %s\n\nBefore:\n\n"
            .formatted(counted(values, "value"), shown(current)));
    for (KeyUse use : before) {
      text.append("    %s: key %s\n".formatted(counted(use.values(), "value"), shown(use)));
    }
    return text
        + """

        The state has serial %d. It no longer needs earlier keys. They are still needed for
        backups and earlier versions of the state, pulled states, and plan files from before.
        """
            .formatted(serial);
  }
}
