package io.esform.config.check;

import io.esform.config.BlockReader;
import io.esform.config.Check;
import io.esform.config.Configuration;
import io.esform.config.Module;
import io.esform.config.ModuleCall;
import io.esform.config.ProviderConfiguration;
import io.esform.config.Resource;
import io.esform.config.RolloutBlock;
import io.esform.config.Variable;
import io.esform.config.body.SchemaChecker;
import io.esform.config.graph.ReferenceGraph;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.Suggestion;
import io.esform.lang.ast.Body.Attribute;
import io.esform.schema.Schema;
import java.util.Map;
import java.util.Objects;

/// Checks a loaded configuration without evaluation: references, cycles, and the names in every
/// block.
public final class ConfigurationChecker {

  private final Schemas schemas;
  private final DiagnosticSink sink = new DiagnosticSink();

  /// The schemas of the providers, by name.
  public record Schemas(
      Map<String, Schema> resources,
      Map<String, Schema> dataSources,
      Map<String, Schema> providers) {}

  private ConfigurationChecker(Schemas schemas) {
    this.schemas = schemas;
  }

  public static Diagnostics check(
      Configuration configuration, ReferenceGraph graph, Schemas schemas) {
    var checker = new ConfigurationChecker(schemas);
    checker.checkModule(configuration.root());
    new RefactoringChecker(configuration.root(), checker.sink).check();
    new CycleFinder(graph, checker.sink).check();
    return checker
        .sink
        .toDiagnostics()
        .where(diagnostic -> !configuration.isBroken(diagnostic.subject()));
  }

  private void checkModule(Module module) {
    new ReferenceChecker(module, sink).check();
    module.resources().values().forEach(this::checkResource);
    module.providers().values().forEach(this::checkProvider);
    module.checks().values().stream()
        .map(Check::data)
        .filter(Objects::nonNull)
        .forEach(this::checkResource);
    for (ModuleCall call : module.calls().values()) {
      checkArguments(call);
      checkModule(call.module());
    }
  }

  private void checkResource(Resource resource) {
    RolloutBlock rollout = resource.rollout();
    if (rollout != null) {
      new SchemaChecker(sink)
          .check(rollout.body(), RolloutBlock.SCHEMA, "a rollout block", rollout.headerRange());
    }
    boolean managed =
        switch (resource.key().mode()) {
          case MANAGED -> true;
          case DATA -> false;
        };
    Map<String, Schema> known = managed ? schemas.resources() : schemas.dataSources();
    String type = resource.key().type();
    Schema schema = known.get(type);
    if (schema == null) {
      sink.error(
          managed ? "Unknown resource type" : "Unknown data source type",
          "No provider offers a %s named \"%s\".%s"
              .formatted(
                  managed ? "resource type" : "data source",
                  type,
                  Suggestion.didYouMean(type, known.keySet())),
          resource.headerRange());
      return;
    }
    new SchemaChecker(sink)
        .check(resource.body(), schema, "a block of type " + type, resource.headerRange());
    new IgnoredPathChecker(type, schema, sink).check(resource.lifecycle().ignoreChanges());
  }

  private void checkProvider(ProviderConfiguration provider) {
    String name = provider.key().provider();
    Schema schema = schemas.providers().get(name);
    if (schema == null) {
      sink.error(
          "Unknown provider",
          "There is no provider named \"%s\".%s"
              .formatted(name, Suggestion.didYouMean(name, schemas.providers().keySet())),
          provider.range());
      return;
    }
    new SchemaChecker(sink)
        .check(provider.body(), schema, "the provider block \"" + name + "\"", provider.range());
  }

  private void checkArguments(ModuleCall call) {
    if (call.module().hasGaps()) {
      return;
    }
    Map<String, Variable> variables = call.module().variables();
    var reader =
        new BlockReader(
            "a call of the module " + call.source(), call.arguments(), call.headerRange(), sink);
    for (Variable variable : variables.values()) {
      Attribute argument = reader.attribute(variable.name());
      if (argument == null && variable.isRequired()) {
        sink.error(
            "Missing required argument",
            "The module %s needs a value for its variable \"%s\", which has no default."
                .formatted(call.source(), variable.name()),
            call.headerRange());
      }
    }
    reader.finish();
  }
}
