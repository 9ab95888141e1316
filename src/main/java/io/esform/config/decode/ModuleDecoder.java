package io.esform.config.decode;

import io.esform.address.ProviderKey;
import io.esform.address.ResourceAddress.Mode;
import io.esform.config.BlockReader;
import io.esform.config.Check;
import io.esform.config.LocalValue;
import io.esform.config.Module;
import io.esform.config.Module.ResourceKey;
import io.esform.config.ModuleCall;
import io.esform.config.Output;
import io.esform.config.ProviderConfiguration;
import io.esform.config.Resource;
import io.esform.config.Settings;
import io.esform.config.UnreadableParts;
import io.esform.config.Variable;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.diag.Suggestion;
import io.esform.eval.Evaluator;
import io.esform.lang.ast.Body;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Body.Block;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiFunction;

/// Decodes the top-level blocks of one module.
final class ModuleDecoder {

  private static final List<String> BLOCKS =
      List.of(
          "esform",
          "provider",
          "variable",
          "locals",
          "output",
          "resource",
          "data",
          "module",
          "moved",
          "import",
          "removed",
          "check");

  private final String directory;
  private final List<String> path;
  private final DiagnosticSink sink;
  private final VariableDecoder variableDecoder;
  private final OutputDecoder outputDecoder;
  private final ResourceDecoder resourceDecoder;
  private final ModuleCallDecoder callDecoder;
  private final CheckDecoder checkDecoder;
  private final RefactoringDecoder refactoringDecoder;

  private final SequencedMap<String, Variable> variables = new LinkedHashMap<>();
  private final SequencedMap<String, LocalValue> locals = new LinkedHashMap<>();
  private final SequencedMap<String, Output> outputs = new LinkedHashMap<>();
  private final SequencedMap<ResourceKey, Resource> resources = new LinkedHashMap<>();
  private final SequencedMap<String, ModuleCall> calls = new LinkedHashMap<>();
  private final SequencedMap<ProviderKey, ProviderConfiguration> providers = new LinkedHashMap<>();
  private final SequencedMap<String, Check> checks = new LinkedHashMap<>();
  private final Map<String, SourceRange> declared = new LinkedHashMap<>();
  private final Set<String> notUnderstood = new HashSet<>();
  private Settings settings = Settings.DEFAULT;

  /// @param children loads the module of a call by its name and source
  ModuleDecoder(
      String directory,
      List<String> path,
      Evaluator evaluator,
      BiFunction<String, ModuleCallDecoder.Source, Module> children,
      DiagnosticSink sink) {
    this.directory = directory;
    this.path = path;
    this.sink = sink;
    this.variableDecoder = new VariableDecoder(evaluator, sink);
    this.outputDecoder = new OutputDecoder(sink);
    this.resourceDecoder = new ResourceDecoder(sink);
    this.callDecoder = new ModuleCallDecoder(children, sink);
    this.checkDecoder = new CheckDecoder(sink);
    this.refactoringDecoder = new RefactoringDecoder(sink);
  }

  /// @param gaps the unreadable parts of the files of the module
  Module decode(Body body, UnreadableParts gaps) {
    for (Attribute attribute : body.attributes()) {
      sink.error(
          "Unsupported argument",
          "An argument is not expected here, because a file contains only blocks. To name a value,"
              + " use a locals block.",
          attribute.nameRange());
    }
    body.blocks().forEach(this::decodeBlock);
    return new Module(
        directory,
        path,
        variables,
        locals,
        outputs,
        resources,
        calls,
        providers,
        checks,
        refactoringDecoder.decoded(),
        settings,
        gaps.and(notUnderstood));
  }

  private void decodeBlock(Block block) {
    switch (block.type()) {
      case "esform" -> decodeSettings(block);
      case "provider" -> decodeProvider(block);
      case "variable" -> decodeVariable(block);
      case "locals" -> decodeLocals(block);
      case "output" -> decodeOutput(block);
      case "resource" -> decodeResource(block, Mode.MANAGED);
      case "data" -> decodeResource(block, Mode.DATA);
      case "module" -> decodeCall(block);
      case "moved", "import", "removed" -> decodeRefactoring(block);
      case "check" -> decodeCheck(block);
      default -> reportUnknown(block);
    }
  }

  private void reportUnknown(Block block) {
    setAside(block);
    sink.error(
        "Unsupported block type",
        "A block named \"%s\" is not expected at the top level of a file.%s"
            .formatted(
                block.type(),
                block.type().equals("terraform")
                    ? " Use a block named \"esform\" for settings."
                    : Suggestion.didYouMean(block.type(), BLOCKS)),
        block.typeRange());
  }

  /// Collects all possible names of the declaration in an invalid block.
  private void setAside(Block block) {
    block.labels().forEach(label -> notUnderstood.add(label.text()));
    block.body().attributes().forEach(attribute -> notUnderstood.add(attribute.name()));
    if (block.labels().size() == 1) {
      notUnderstood.add(block.labels().getFirst().text() + ".");
    }
  }

  private void decodeSettings(Block block) {
    if (!hasLabels(block)) {
      return;
    }
    if (!path.isEmpty()) {
      sink.report(
          Diagnostic.error(
              "Settings in a called module",
              "The esform block is allowed only in the root module, because a called module has no"
                  + " separate state.",
              block.typeRange()));
    } else if (isNew("the esform block", block.typeRange())) {
      settings = new SettingsDecoder(sink).decode(block);
    }
  }

  private void decodeProvider(Block block) {
    if (!hasLabels(block, "name")) {
      return;
    }
    if (!path.isEmpty()) {
      sink.error(
          "Provider in a called module",
          "Provider blocks are allowed only in the root module, so that a called module works with"
              + " any provider configuration.",
          block.headerRange());
      return;
    }
    ProviderConfiguration provider = new SettingsDecoder(sink).decodeProvider(block);
    if (isNew("provider " + provider.key(), block.headerRange())) {
      providers.put(provider.key(), provider);
    }
  }

  private void decodeVariable(Block block) {
    if (hasLabels(block, "name") && isNew("variable " + name(block), block.headerRange())) {
      variables.put(name(block), variableDecoder.decode(block));
    }
  }

  private void decodeLocals(Block block) {
    if (!hasLabels(block)) {
      return;
    }
    for (Block nested : block.body().blocks()) {
      sink.report(BlockReader.unexpected(nested, "a locals block", List.of()));
    }
    for (Attribute attribute : block.body().attributes()) {
      if (isNew("local value " + attribute.name(), attribute.nameRange())) {
        locals.put(
            attribute.name(),
            new LocalValue(attribute.name(), attribute.value(), attribute.nameRange()));
      }
    }
  }

  private void decodeOutput(Block block) {
    if (hasLabels(block, "name") && isNew("output " + name(block), block.headerRange())) {
      outputs.put(name(block), outputDecoder.decode(block));
    }
  }

  private void decodeResource(Block block, Mode mode) {
    if (!hasLabels(block, "type", "name")) {
      return;
    }
    Resource resource = resourceDecoder.decode(block, mode);
    String what = mode == Mode.DATA ? "data source " : "resource ";
    if (isNew(what + resource.key(), block.headerRange())) {
      resources.put(resource.key(), resource);
    }
  }

  private void decodeCall(Block block) {
    if (hasLabels(block, "name") && isNew("module " + name(block), block.headerRange())) {
      calls.put(name(block), callDecoder.decode(block));
    }
  }

  private void decodeCheck(Block block) {
    if (hasLabels(block, "name") && isNew("check " + name(block), block.headerRange())) {
      Check check = checkDecoder.decode(block, data -> hasLabels(data, "type", "name"));
      checks.put(check.name(), check);
      Resource data = check.data();
      if (data != null) {
        isNew("data source " + data.key(), data.headerRange());
      }
    }
  }

  private void decodeRefactoring(Block block) {
    if (!hasLabels(block)) {
      return;
    }
    switch (block.type()) {
      case "moved" -> refactoringDecoder.decodeMoved(block);
      case "removed" -> refactoringDecoder.decodeRemoved(block);
      default -> {
        if (path.isEmpty()) {
          refactoringDecoder.decodeImport(block);
        } else {
          sink.error(
              "Import in a called module",
              "Import blocks are allowed only in the root module. The argument \"to\" can name a"
                  + " resource in a called module.",
              block.headerRange());
        }
      }
    }
  }

  private static String name(Block block) {
    return block.labels().getLast().text();
  }

  private boolean isNew(String what, SourceRange range) {
    SourceRange first = declared.putIfAbsent(what, range);
    if (first != null) {
      sink.error(
          "Duplicate declaration",
          "%s was already declared at %s. Names must be unique within a module: rename or remove one of them."
              .formatted(BlockReader.capitalised(what), first),
          range);
    }
    return first == null;
  }

  private boolean hasLabels(Block block, String... names) {
    if (block.labels().size() != names.length) {
      String wanted =
          names.length == 0 ? "no labels" : "the labels \"" + String.join("\" \"", names) + "\"";
      sink.error(
          block.labels().size() < names.length ? "Missing label" : "Extraneous label",
          "A %s block takes %s after its type.".formatted(block.type(), wanted),
          block.headerRange());
      setAside(block);
      return false;
    }
    boolean isNamed = block.labels().stream().allMatch(this::isIdentifier);
    if (!isNamed) {
      setAside(block);
    }
    return isNamed;
  }

  private boolean isIdentifier(Body.Label label) {
    boolean valid = label.text().matches("[\\p{L}_][\\p{L}\\p{N}_-]*");
    if (!valid) {
      sink.error(
          "Invalid name",
          "\"%s\" is not a valid name. A name must start with a letter or underscore and may contain only letters, digits, underscores and dashes."
              .formatted(label.text()),
          label.range());
    }
    return valid;
  }
}
