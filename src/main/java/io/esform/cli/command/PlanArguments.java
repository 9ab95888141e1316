package io.esform.cli.command;

import static io.esform.cli.command.Specifications.isSet;

import io.esform.address.AddressParser;
import io.esform.address.Target;
import io.esform.cli.session.Session;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.PlanMode;
import io.esform.plan.PlanOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options that define a plan, the same for all commands that plan.
final class PlanArguments {

  private static final String TARGET = "--target";
  private static final String EXCLUDE = "--exclude";
  private static final String REPLACE = "--replace";
  private static final String REFRESH = "--refresh";
  private static final String REFRESH_ONLY = "--refresh-only";
  private static final String DESTROY = "--destroy";
  private static final List<String> ALL =
      List.of(TARGET, EXCLUDE, REPLACE, REFRESH, REFRESH_ONLY, DESTROY);

  private static final String TARGETED =
      "Only this module, resource or instance and its dependencies. Repeatable.";
  private static final String EXCLUDED = "Leave out this address and its dependents. Repeatable.";

  private final Session session;
  private final ParseResult arguments;
  private final DiagnosticSink faults = new DiagnosticSink();

  private PlanArguments(Session session, ParseResult arguments) {
    this.session = session;
    this.arguments = arguments;
  }

  /// For a command with any plan mode.
  static CommandSpec addTo(CommandSpec spec) {
    return addSelection(spec, TARGETED, EXCLUDED)
        .addOption(addresses(REPLACE, "Replace this resource or instance. Repeatable."))
        .addOption(Specifications.flag(REFRESH_ONLY, "Only record changes made outside esform."))
        .addOption(Specifications.flag(DESTROY, "Destroy all objects."));
  }

  /// For a command that plans a destruction.
  static CommandSpec addToDestroy(CommandSpec spec) {
    return addSelection(
        spec,
        "Only this module, resource or instance and its dependents. Repeatable.",
        "Leave out this address and its dependencies. Repeatable.");
  }

  /// For a command that plans only a refresh.
  static CommandSpec addToRefresh(CommandSpec spec) {
    return spec.addOption(addresses(TARGET, TARGETED)).addOption(addresses(EXCLUDE, EXCLUDED));
  }

  private static CommandSpec addSelection(CommandSpec spec, String target, String exclude) {
    return spec.addOption(addresses(TARGET, target))
        .addOption(addresses(EXCLUDE, exclude))
        .addOption(
            Specifications.value(
                REFRESH, "true|false", "Whether to read existing objects first. Default: true."));
  }

  private static OptionSpec addresses(String name, String description) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel("ADDRESS")
        .description(description)
        .build();
  }

  /// The given options among these.
  static List<String> given(ParseResult arguments) {
    return ALL.stream().filter(arguments::hasMatchedOption).toList();
  }

  /// The requested options; null when they are invalid, which has been reported.
  ///
  /// @param usual mode of the command
  static @Nullable PlanOptions read(Session session, ParseResult arguments, PlanMode usual) {
    return new PlanArguments(session, arguments).read(usual);
  }

  private @Nullable PlanOptions read(PlanMode usual) {
    boolean refresh = refreshes();
    PlanMode mode = mode(usual);
    var options =
        new PlanOptions(mode, refresh, targets(TARGET), targets(EXCLUDE), targets(REPLACE));
    check(options);
    if (faults.hasErrors()) {
      session.report(faults.toDiagnostics());
      return null;
    }
    return options;
  }

  private boolean refreshes() {
    String text = arguments.hasMatchedOption(REFRESH) ? value(REFRESH) : "true";
    if (!text.equals("true") && !text.equals("false")) {
      conflict("The value of %s is \"%s\"; it should be true or false.".formatted(REFRESH, text));
    }
    return !text.equals("false");
  }

  private String value(String option) {
    return arguments.matchedOptionValue(option, "");
  }

  private PlanMode mode(PlanMode usual) {
    boolean destroy = arguments.hasMatchedOption(DESTROY);
    boolean refreshOnly = arguments.hasMatchedOption(REFRESH_ONLY);
    if (destroy && refreshOnly) {
      conflict(
          "%s changes only the state, %s destroys all objects. Use one of them."
              .formatted(REFRESH_ONLY, DESTROY));
    }
    if (refreshOnly) {
      return PlanMode.REFRESH_ONLY;
    }
    return destroy ? PlanMode.DESTROY : usual;
  }

  private List<Target> targets(String option) {
    var targets = new ArrayList<Target>();
    List<String> texts =
        isSet(arguments, option) ? arguments.matchedOptionValue(option, List.of()) : List.of();
    for (String text : texts) {
      AddressParser.ParsedAddress<Target> parsed = AddressParser.parseTarget(text);
      faults.report(parsed.diagnostics());
      if (parsed.address() != null) {
        targets.add(parsed.address());
      }
    }
    return targets;
  }

  private void check(PlanOptions options) {
    if (!options.targets().isEmpty() && !options.excludes().isEmpty()) {
      conflict("%s and %s cannot be used together. Use one of them.".formatted(TARGET, EXCLUDE));
    }
    if (!options.replacements().isEmpty() && options.mode() != PlanMode.NORMAL) {
      conflict(
          "%s cannot be used with %s, which replaces nothing."
              .formatted(REPLACE, options.mode() == PlanMode.DESTROY ? DESTROY : REFRESH_ONLY));
    }
    if (options.mode() == PlanMode.REFRESH_ONLY && !options.refresh()) {
      conflict(
          "%s has to read existing objects. Remove %s=false.".formatted(REFRESH_ONLY, REFRESH));
    }
    for (Target target : options.replacements()) {
      if (target instanceof Target.OfModule) {
        conflict(
            "%s requires a resource or an instance; \"%s\" is a module."
                .formatted(REPLACE, target));
      }
    }
  }

  private void conflict(String detail) {
    faults.error("Invalid options", detail, null);
  }
}
