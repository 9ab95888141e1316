package io.esform.cli.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The table of commands, in the order the overview lists them. The parser, the overview, the help
/// and the table in `docs/commands.md` are made from it; touching it loads no command.
public enum Commands {
  VALIDATE("validate", "", "check the configuration by itself"),
  PLAN("plan", "", "show what an apply would do", CommonOptions.VARIABLES),
  APPLY("apply", "[PLANFILE]", "carry out a plan", CommonOptions.STEPS),
  DESTROY("destroy", "", "destroy everything in the state", CommonOptions.STEPS),
  REFRESH(
      "refresh", "", "record in the state what changed outside esform", CommonOptions.VARIABLES),
  OUTPUT("output", "[NAME]", "show the outputs of the last apply"),
  SHOW("show", "[FILE]", "show the state, or a plan"),
  STATE_LIST("state list", "", "list the addresses in the state"),
  STATE_SHOW("state show", "ADDRESS", "show one resource instance of the state"),
  STATE_MV("state mv", "FROM TO", "move an object in the state to another address"),
  STATE_RM("state rm", "ADDRESS", "remove from the state, and leave the object"),
  STATE_PULL("state pull", "", "print the state as it is kept"),
  STATE_PUSH("state push", "FILE", "replace the state by another"),
  STATE_REPLACE_PROVIDER(
      "state replace-provider", "FROM TO", "hand instances over to another provider"),
  WORKSPACE_LIST("workspace list", "", "list the workspaces"),
  WORKSPACE_SHOW("workspace show", "", "print the name of the selected workspace"),
  WORKSPACE_NEW("workspace new", "NAME", "create a workspace, with a state of its own"),
  WORKSPACE_SELECT("workspace select", "NAME", "select the workspace that commands work in"),
  WORKSPACE_DELETE("workspace delete", "NAME", "delete a workspace with its state"),
  FORCE_UNLOCK("force-unlock", "", "remove the lock of a run that has ended"),
  TAINT("taint", "ADDRESS", "have the next apply replace an instance"),
  UNTAINT("untaint", "ADDRESS", "have the next apply keep the instance after all"),
  IMPORT(
      "import", "ADDRESS ID", "record an object that was made elsewhere", CommonOptions.VARIABLES),
  RENDER("render", "", "write every host's files into a folder", CommonOptions.VARIABLES),
  VERSION("version", "", "print the version");

  /// Every name.
  public static final List<String> NAMES = Arrays.stream(values()).map(it -> it.words).toList();

  private final String words;
  private final String arguments;
  private final String meaning;
  private final CommonOptions options;

  /// Of a command that shares no options.
  Commands(String words, String arguments, String meaning) {
    this(words, arguments, meaning, CommonOptions.NONE);
  }

  /// @param words its name; two words with one space between them
  /// @param arguments as the overview shows them; empty where they are left to the command's help
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

  /// Makes the command itself.
  public Command make() {
    return switch (this) {
      case VALIDATE -> new ValidateCommand();
      case PLAN -> new PlanCommand();
      case APPLY -> new ApplyCommand();
      case DESTROY -> new DestroyCommand();
      case REFRESH -> new RefreshCommand();
      case OUTPUT -> new OutputCommand();
      case SHOW -> new ShowCommand();
      case STATE_LIST -> new StateListCommand();
      case STATE_SHOW -> new StateShowCommand();
      case STATE_MV -> new StateMoveCommand();
      case STATE_RM -> new StateRemoveCommand();
      case STATE_PULL -> new StatePullCommand();
      case STATE_PUSH -> new StatePushCommand();
      case STATE_REPLACE_PROVIDER -> new StateReplaceProviderCommand();
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
