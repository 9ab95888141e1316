package io.esform.cli.operation;

import io.esform.cli.migration.WorkspaceMove;
import io.esform.cli.view.MigrationView;

/// Describes why a state in the new backend is not overwritten.
final class MoveConflicts {

  private MoveConflicts() {}

  /// @param move with a conflict
  /// @param options to repeat on the command line
  static String text(WorkspaceMove move, String options) {
    return "The new backend has a state in the workspace \"%s\": %s. To overwrite it, which loses the record of these objects:\n\n%s\n    esform init --migrate-state --force%s\n"
        .formatted(move.workspace(), reason(move), objects(move), options);
  }

  private static String reason(WorkspaceMove move) {
    long old = move.from().nextSerial();
    long now = move.to().state().serial();
    return switch (move.kind()) {
      case OTHER_LINEAGE ->
          "it has another lineage (%s, not %s), so it belongs to another configuration or is no copy"
              .formatted(move.to().state().lineage(), move.from().state().lineage());
      case NEWER -> "it has serial %d, which is newer than serial %d".formatted(now, old);
      case DIVERGED -> "it also has serial %d, but another content".formatted(now);
      case INTERRUPTED -> "a run was interrupted there, and the results of its calls are unknown";
      case NOTHING, PRESENT, COPY, UPDATE -> "it is a copy";
    };
  }

  private static String objects(WorkspaceMove move) {
    var text = new StringBuilder();
    MigrationView.addresses(move.to()).forEach(it -> text.append("    ").append(it).append('\n'));
    return text.toString();
  }
}
