package io.esform.cli.command;

import io.esform.diag.EsformBug;
import java.util.List;

/// Every command by its name. A name of two words has its words apart by one space.
public final class Commands {

  /// In the order the overview lists them.
  public static final List<String> NAMES =
      List.of(
          "validate",
          "plan",
          "apply",
          "destroy",
          "refresh",
          "output",
          "show",
          "state list",
          "state show",
          "state mv",
          "state rm",
          "state pull",
          "state push",
          "state replace-provider",
          "workspace show",
          "workspace list",
          "workspace new",
          "workspace select",
          "workspace delete",
          "force-unlock",
          "taint",
          "untaint",
          "import",
          "render",
          "version");

  private Commands() {}

  /// @param name one of {@link #NAMES}
  public static Command make(String name) {
    return switch (name) {
      case "validate" -> new ValidateCommand();
      case "plan" -> new PlanCommand();
      case "apply" -> new ApplyCommand();
      case "destroy" -> new DestroyCommand();
      case "refresh" -> new RefreshCommand();
      case "output" -> new OutputCommand();
      case "show" -> new ShowCommand();
      case "state list" -> new StateListCommand();
      case "state show" -> new StateShowCommand();
      case "state mv" -> new StateMoveCommand();
      case "state rm" -> new StateRemoveCommand();
      case "state pull" -> new StatePullCommand();
      case "state push" -> new StatePushCommand();
      case "state replace-provider" -> new StateReplaceProviderCommand();
      case "workspace show" -> new WorkspaceShowCommand();
      case "workspace list" -> new WorkspaceListCommand();
      case "workspace new" -> new WorkspaceNewCommand();
      case "workspace select" -> new WorkspaceSelectCommand();
      case "workspace delete" -> new WorkspaceDeleteCommand();
      case "force-unlock" -> new ForceUnlockCommand();
      case "taint" -> new TaintCommand(true);
      case "untaint" -> new TaintCommand(false);
      case "import" -> new ImportCommand();
      case "render" -> new RenderCommand();
      case "version" -> new VersionCommand();
      default -> throw new EsformBug("There is no command \"" + name + "\".");
    };
  }
}
