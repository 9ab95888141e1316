package io.esform.cli.command;

import static io.esform.cli.command.Specifications.isSet;
import static io.esform.cli.operation.Approval.APPROVED;

import io.esform.cli.operation.Approval;
import io.esform.cli.operation.Locked;
import io.esform.cli.operation.OpenState;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.Restoration;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import io.esform.state.backend.Backend.Loaded;
import io.esform.state.file.StateCodec.Decoded;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Replaces the saved state with an earlier version of it.
final class StateRestoreCommand implements Command {

  private static final String FORCE = "--force";

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            """
            Replaces the stored state with an earlier version of it, after asking for approval.
            Works also if the stored state is damaged or missing. No object is changed, but
            objects that the version does not have are forgotten. The stored state becomes a
            version itself.
            """,
            """
            esform state restore 12
            esform state restore --auto-approve 12
            """)
        .addPositional(
            Specifications.parameter("SERIAL", "A serial from esform state versions.", true))
        .addOption(Specifications.flag(APPROVED, "Do not ask for approval."))
        .addOption(
            Specifications.flag(
                FORCE, "Do not check the lineage, and discard the journal of an interrupted run."));
  }

  /// @param serial of the version
  /// @param approved whether not to ask
  private record Request(OpenState opened, long serial, boolean approved, boolean force) {

    ExitCode fail(String summary, String detail) {
      return opened.session().fail(summary, detail);
    }
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    String text = arguments.matchedPositionalValue(0, "");
    if (!text.matches("[0-9]{1,18}")) {
      return session.fail(
          "Invalid serial",
          "\"%s\" is not the serial of a version. To list the serials:\n\n    esform state versions\n"
              .formatted(text));
    }
    boolean approved = isSet(arguments, APPROVED);
    if (!approved && !Approval.isPossible(session, APPROVED)) {
      return ExitCode.ERRORS;
    }
    OpenState opened = OpenState.open(session);
    if (opened == null) {
      return ExitCode.ERRORS;
    }
    var request = new Request(opened, Long.parseLong(text), approved, isSet(arguments, FORCE));
    return Locked.run(opened.backend(), opened::report, "state restore", () -> underLock(request));
  }

  private static ExitCode underLock(Request request) {
    OpenState opened = request.opened();
    Loaded loaded = opened.backend().load();
    State now = loaded.state();
    // A state that cannot be read does not stop its replacement.
    opened.report(now == null ? asWarnings(loaded.diagnostics()) : loaded.diagnostics());
    if (!request.force() && !isResolved(opened, loaded)) {
      return ExitCode.ERRORS;
    }
    if (now != null && now.serial() == request.serial()) {
      return unchanged(request, "The stored state has the serial %d.".formatted(now.serial()));
    }
    Decoded decoded = opened.backend().version(request.serial());
    opened.report(decoded.diagnostics());
    State version = decoded.state();
    return version == null ? ExitCode.ERRORS : restore(request, loaded, version);
  }

  private static Diagnostics asWarnings(Diagnostics diagnostics) {
    return new Diagnostics(diagnostics.all().stream().map(Diagnostic::asWarning).toList());
  }

  /// Whether the journal of an interrupted run leaves nothing open; if not, an error has been
  /// reported.
  private static boolean isResolved(OpenState opened, Loaded loaded) {
    if (loaded.state() != null || loaded.journaled() == 0) {
      return opened.isResolved(loaded);
    }
    opened
        .session()
        .fail(
            "A run was interrupted",
            "The changes of that run are in its journal, and cannot be merged into a state that cannot be read. Nothing was changed. To discard the journal, use --force, and check the objects of the run yourself.%s"
                .formatted(
                    loaded.open().isEmpty()
                        ? ""
                        : " The results of its calls for these instances are unknown:\n\n%s"
                            .formatted(OpenState.addresses(loaded.open()))));
    return false;
  }

  private static ExitCode unchanged(Request request, String reason) {
    request.opened().session().printLine(reason + " Nothing was changed.");
    return ExitCode.DONE;
  }

  private static ExitCode restore(Request request, Loaded loaded, State version) {
    State now = loaded.state();
    @Nullable State replaced = now == null || now.serial() == 0 ? null : now;
    if (replaced != null && !request.force() && !replaced.lineage().equals(version.lineage())) {
      return request.fail(
          "Version cannot be restored",
          "Version %d has another lineage (%s, not %s): it belongs to another state that was stored here before. To replace the stored state nevertheless, use --force."
              .formatted(request.serial(), version.lineage(), replaced.lineage()));
    }
    Restoration restoration =
        replaced == null
            ? new Restoration(version, new TreeMap<>())
            : Restoration.of(version, replaced);
    if (replaced != null
        && loaded.journaled() == 0
        && restoration.state().withSerial(replaced.serial()).equals(replaced)) {
      return unchanged(
          request, "The stored state is equal to version %d.".formatted(request.serial()));
    }
    Session session = request.opened().session();
    session.print(loss(request, loaded, restoration));
    String question =
        "Do you want to replace the stored state with version %d?".formatted(request.serial());
    return request.approved() || Approval.given(session, question)
        ? replace(request, restoration.state())
        : ExitCode.ERRORS;
  }

  private static String loss(Request request, Loaded loaded, Restoration restoration) {
    var text = new StringBuilder();
    State now = loaded.state();
    if (now == null) {
      text.append(
          "The stored state cannot be read. Objects that version %d does not have are forgotten.\n"
              .formatted(request.serial()));
    } else if (now.serial() == 0) {
      text.append("There is no stored state.\n");
    } else if (restoration.forgotten().isEmpty()) {
      text.append("Version %d has all objects of the stored state.\n".formatted(request.serial()));
    } else {
      text.append(
          "Version %d does not have these objects of the stored state:\n\n"
              .formatted(request.serial()));
      restoration
          .forgotten()
          .keySet()
          .forEach(key ->
              text.append("    ")
                  .append(now.deposed().containsKey(key) ? key : key.address())
                  .append('\n'));
      text.append("\nesform forgets them: they are kept, and the next apply creates them again.\n");
    }
    if (!loaded.open().isEmpty()) {
      text.append(
              "\n"
                  + "The journal of an interrupted run is discarded. The results of its calls for"
                  + " these\n"
                  + "instances remain unknown:\n\n")
          .append(OpenState.addresses(loaded.open()));
    }
    return text.toString();
  }

  private static ExitCode replace(Request request, State state) {
    OpenState opened = request.opened();
    Backend.Saved saved = opened.backend().replace(state);
    opened.report(saved.diagnostics());
    if (saved.diagnostics().hasErrors()) {
      return ExitCode.ERRORS;
    }
    opened
        .session()
        .printLine(
            "%sRestored version %d as serial %d. To compare it with the objects:\n\n    esform plan"
                .formatted(
                    request.approved() ? "\n" : "", request.serial(), saved.state().serial()));
    return ExitCode.DONE;
  }
}
