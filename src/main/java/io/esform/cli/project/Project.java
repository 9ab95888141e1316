package io.esform.cli.project;

import io.esform.cli.view.SourceTexts;
import io.esform.config.Configuration;
import io.esform.config.Settings;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ModuleScope.EnvironmentValues;
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

/// A loaded configuration with what its evaluation needs.
///
/// @param directory as the user wrote it
/// @param planTime the one instant that functions see
/// @param workspace whose state it is about, whether or not there is one of that name
/// @param workspaces of its backend; null when the `backend` block is wrong, which has been
///   reported
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

  public Settings settings() {
    return configuration.root().settings();
  }

  /// The texts of the files that were read, for snippets.
  public SourceTexts sources() {
    return path -> configuration.sources().get(path);
  }

  /// Whether the state can keep secrets.
  public boolean isEncrypted() {
    return settings().encryption() != null;
  }

  /// What an evaluation starts from.
  ///
  /// @param unknownRepetition whether `count` and `for_each` may be unknown
  public Evaluation.Inputs inputs(SortedMap<String, Value> variables, boolean unknownRepetition) {
    return new Evaluation.Inputs(
        configuration,
        Collections.unmodifiableSortedMap(new TreeMap<>(variables)),
        evaluator,
        new EnvironmentValues(directory, workingDirectory, workspace.name()),
        unknownRepetition);
  }

  /// The schemas of resource types, null for an unknown type.
  public @Nullable Schema schema(String type) {
    return registry.offers(type) ? registry.schema(type) : null;
  }
}
