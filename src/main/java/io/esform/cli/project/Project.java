package io.esform.cli.project;

import io.esform.cli.view.SourceTexts;
import io.esform.config.Configuration;
import io.esform.config.Settings;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ModuleScope.RunNames;
import io.esform.config.graph.ReferenceGraph;
import io.esform.eval.Evaluator;
import io.esform.plan.inputs.ProviderRegistry;
import io.esform.schema.Schema;
import io.esform.state.backend.Workspaces;
import io.esform.value.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A loaded configuration with the context of its evaluation.
///
/// @param directory as written by the user
/// @param planTime the time that all functions use
/// @param workspace the selected workspace, which may not exist
/// @param workspaces of its backend; null if the backend cannot be used, which has been reported,
///   or was not opened
public record Project(
    String directory,
    Configuration configuration,
    ReferenceGraph graph,
    Evaluator evaluator,
    ProviderRegistry registry,
    RecordingFiles files,
    Instant planTime,
    String workingDirectory,
    SelectedWorkspace workspace,
    @Nullable Workspaces workspaces) {

  Project with(@Nullable Workspaces opened) {
    return new Project(
        directory,
        configuration,
        graph,
        evaluator,
        registry,
        files,
        planTime,
        workingDirectory,
        workspace,
        opened);
  }

  public Settings settings() {
    return configuration.root().settings();
  }

  /// The texts of the files that were read, for snippets.
  public SourceTexts sources() {
    return path -> configuration.sources().get(path);
  }

  /// Whether the state can contain secrets.
  public boolean isEncrypted() {
    return settings().encryption() != null;
  }

  /// The inputs of an evaluation.
  ///
  /// @param unknownRepetition whether `count` and `for_each` may be unknown
  public Evaluation.Inputs inputs(SortedMap<String, Value> variables, boolean unknownRepetition) {
    return new Evaluation.Inputs(
        configuration,
        Collections.unmodifiableSortedMap(new TreeMap<>(variables)),
        evaluator,
        new RunNames(directory, workingDirectory, workspace.name()),
        unknownRepetition);
  }

  /// The schemas of resource types, null for an unknown type.
  public @Nullable Schema schema(String type) {
    return registry.offers(type) ? registry.schema(type) : null;
  }
}
