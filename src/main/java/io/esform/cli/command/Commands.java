package io.esform.cli.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The table of commands, in the order the overview lists them. The parser, the overview, the help
/// and the table in `docs/commands.md` are generated from it; loading it loads no command class.
public enum Commands {
  INIT("init", "", "prepare the backend, or move the states to another", CommonOptions.BACKEND),
  VALIDATE("validate", "", "check the configuration"),
  PLAN("plan", "", "show the changes that an apply would make", CommonOptions.VARIABLES),
  APPLY("apply", "[PLANFILE]", "apply the changes of a plan", CommonOptions.STEPS),
  DESTROY("destroy", "", "destroy all objects in the state", CommonOptions.STEPS),
  REFRESH(
      "refresh", "", "record changes made outside esform in the state", CommonOptions.VARIABLES),
  STATUS("status", "", "ask hosts whether they serve", CommonOptions.VARIABLES),
  OUTPUT("output", "[NAME]", "show the outputs of the last apply", CommonOptions.BACKEND),
  SHOW("show", "[FILE]", "show the state or a saved plan", CommonOptions.BACKEND),
  STATE_LIST("state list", "", "list the addresses in the state", CommonOptions.BACKEND),
  STATE_SHOW(
      "state show", "ADDRESS", "show one resource instance in the state", CommonOptions.BACKEND),
  STATE_MV(
      "state mv", "FROM TO", "change the address of objects in the state", CommonOptions.BACKEND),
  STATE_RM(
      "state rm",
      "ADDRESS",
      "remove objects from the state without destroying them",
      CommonOptions.BACKEND),
  STATE_PULL("state pull", "", "print the stored state", CommonOptions.BACKEND),
  STATE_PUSH("state push", "FILE", "replace the stored state", CommonOptions.BACKEND),
  STATE_VERSIONS("state versions", "", "list the versions of the state", CommonOptions.BACKEND),
  STATE_RESTORE(
      "state restore",
      "SERIAL",
      "replace the stored state with an earlier version",
      CommonOptions.BACKEND),
  STATE_REPLACE_PROVIDER(
      "state replace-provider",
      "FROM TO",
      "assign instances to another provider",
      CommonOptions.BACKEND),
  STATE_REKEY(
      "state rekey",
      "",
      "encrypt the secrets of the state with the current key",
      CommonOptions.BACKEND),
  WORKSPACE_LIST("workspace list", "", "list the workspaces", CommonOptions.BACKEND),
  WORKSPACE_SHOW(
      "workspace show", "", "print the name of the current workspace", CommonOptions.BACKEND),
  WORKSPACE_NEW("workspace new", "NAME", "create and select a workspace", CommonOptions.BACKEND),
  WORKSPACE_SELECT(
      "workspace select", "NAME", "select the workspace for later commands", CommonOptions.BACKEND),
  WORKSPACE_DELETE(
      "workspace delete", "NAME", "delete a workspace with its state", CommonOptions.BACKEND),
  FORCE_UNLOCK("force-unlock", "", "remove the lock of a dead run", CommonOptions.BACKEND),
  TAINT("taint", "ADDRESS", "mark an instance for replacement", CommonOptions.BACKEND),
  UNTAINT("untaint", "ADDRESS", "remove the mark of a tainted instance", CommonOptions.BACKEND),
  IMPORT(
      "import", "ADDRESS ID", "import an existing object into the state", CommonOptions.VARIABLES),
  RENDER("render", "", "write the files of all hosts to a directory", CommonOptions.VARIABLES),
  VERSION("version", "", "print the version");

  /// Every name.
  public static final List<String> NAMES = Arrays.stream(values()).map(it -> it.words).toList();

  private final String words;
  private final String arguments;
  private final String meaning;
  private final CommonOptions options;

  /// A command that uses no variables.
  Commands(String words, String arguments, String meaning) {
    this(words, arguments, meaning, CommonOptions.NONE);
  }

  /// @param words its name; two words with one space between them
  /// @param arguments as shown in the overview; empty if only the command's help lists them
  /// @param meaning in a few words without a final stop
  Commands(String words, String arguments, String meaning, CommonOptions options) {
    this.words = words;
    this.arguments = arguments;
    this.meaning = meaning;
    this.options = options;
  }

  /// The command of that name.
  public static Optional<Commands> of(String name) {
    return Stream.of(values()).filter(it -> it.words.equals(name)).findFirst();
  }

  public String words() {
    return words;
  }

  /// The name, and the arguments of the overview.
  public String synopsis() {
    return arguments.isEmpty() ? words : words + " " + arguments;
  }

  public String meaning() {
    return meaning;
  }

  /// The options that it shares with others.
  public CommonOptions options() {
    return options;
  }

  /// Creates the command.
  public Command make() {
    return switch (this) {
      case INIT -> new InitCommand();
      case VALIDATE -> new ValidateCommand();
      case PLAN -> new PlanCommand();
      case APPLY -> new ApplyCommand();
      case DESTROY -> new DestroyCommand();
      case REFRESH -> new RefreshCommand();
      case STATUS -> new StatusCommand();
      case OUTPUT -> new OutputCommand();
      case SHOW -> new ShowCommand();
      case STATE_LIST -> new StateListCommand();
      case STATE_SHOW -> new StateShowCommand();
      case STATE_MV -> new StateMoveCommand();
      case STATE_RM -> new StateRemoveCommand();
      case STATE_PULL -> new StatePullCommand();
      case STATE_PUSH -> new StatePushCommand();
      case STATE_VERSIONS -> new StateVersionsCommand();
      case STATE_RESTORE -> new StateRestoreCommand();
      case STATE_REPLACE_PROVIDER -> new StateReplaceProviderCommand();
      case STATE_REKEY -> new StateRekeyCommand();
      case WORKSPACE_LIST -> new WorkspaceListCommand();
      case WORKSPACE_SHOW -> new WorkspaceShowCommand();
      case WORKSPACE_NEW -> new WorkspaceNewCommand();
      case WORKSPACE_SELECT -> new WorkspaceSelectCommand();
      case WORKSPACE_DELETE -> new WorkspaceDeleteCommand();
      case FORCE_UNLOCK -> new ForceUnlockCommand();
      case TAINT -> new TaintCommand(true);
      case UNTAINT -> new TaintCommand(false);
      case IMPORT -> new ImportCommand();
      case RENDER -> new RenderCommand();
      case VERSION -> new VersionCommand();
    };
  }
}
