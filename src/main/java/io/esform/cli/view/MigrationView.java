package io.esform.cli.view;

import io.esform.cli.migration.StateCopy;
import io.esform.cli.migration.WorkspaceMove;
import io.esform.cli.migration.WorkspaceMove.Kind;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Shows the move of states before it begins.
public final class MigrationView {

  private MigrationView() {}

  /// All moves; ends with a line feed.
  public static String render(List<WorkspaceMove> moves) {
    return moves.stream().map(MigrationView::move).collect(Collectors.joining("\n"));
  }

  private static String move(WorkspaceMove move) {
    Kind kind = move.kind();
    var text = new StringBuilder();
    text.append("  Workspace \"%s\": %s\n".formatted(move.workspace(), effect(kind)));
    if (!move.from().isEmpty()) {
      append(text, "old", move.from());
    }
    if (!move.to().isEmpty()) {
      append(text, "new", move.to());
    }
    if (kind.isConflict()) {
      text.append("    The state in the new backend has these objects:\n");
      addresses(move.to()).forEach(it -> text.append("      ").append(it).append('\n'));
    }
    return text.toString();
  }

  private static String effect(Kind kind) {
    return switch (kind) {
      case NOTHING -> "has no state";
      case PRESENT -> "is already in the new backend";
      case COPY -> "is copied";
      case UPDATE -> "is copied, and replaces an earlier copy";
      case OTHER_LINEAGE, NEWER, DIVERGED, INTERRUPTED -> "is copied, and OVERWRITES a state";
    };
  }

  private static void append(StringBuilder text, String where, StateCopy copy) {
    text.append(
        "    %s: serial %d, %s, lineage %s\n"
            .formatted(
                where,
                copy.state().serial(),
                Text.counted(copy.objects(), "object"),
                copy.state().lineage()));
    if (!copy.open().isEmpty()) {
      text.append(
          "         %s of an interrupted run without a result\n"
              .formatted(Text.counted(copy.open().size(), "call")));
    }
  }

  /// Of all objects of the state, also of those that an interrupted run was changing.
  public static List<String> addresses(StateCopy copy) {
    var addresses = new TreeSet<String>();
    copy.state().instances().keySet().forEach(it -> addresses.add(it.toString()));
    copy.state().deposed().keySet().forEach(it -> addresses.add(it.address() + " (deposed)"));
    copy.open().forEach(it -> addresses.add(it.intent().address() + " (call without a result)"));
    return addresses.isEmpty() ? List.of("none") : List.copyOf(addresses);
  }
}
