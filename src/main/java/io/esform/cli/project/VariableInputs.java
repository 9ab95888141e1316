package io.esform.cli.project;

import io.esform.cli.session.GlobalOptions.VariableOption;
import io.esform.cli.session.Session;
import io.esform.config.Variable;
import io.esform.config.VariableInput;
import io.esform.config.variables.RootVariables;
import io.esform.config.variables.RootVariables.RootVariablesResult;
import io.esform.config.variables.ValuesFile;
import io.esform.config.variables.ValuesFile.ValuesResult;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.SourceRange;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Collects the values of root variables from the environment, values files and the command line;
/// later sources take precedence.
public final class VariableInputs {

  private static final String ENVIRONMENT = "ESFORM_VAR_";
  private static final String DEFAULT_FILE = "esform.esvars";
  private static final String AUTO_SUFFIX = ".auto.esvars";

  private final Session session;
  private final Project project;
  private final DiagnosticSink sink = new DiagnosticSink();
  private final List<VariableInput> inputs = new ArrayList<>();
  private final SortedMap<String, String> texts = new TreeMap<>();

  private VariableInputs(Session session, Project project) {
    this.session = session;
    this.project = project;
  }

  /// @param values by name, wholly known unless there are errors
  /// @param texts of the values files that were read, by path
  public record Given(
      SortedMap<String, Value> values, SortedMap<String, String> texts, Diagnostics diagnostics) {

    /// The text of a values file or configuration file; null for any other file.
    public @Nullable String text(Project project, String path) {
      String text = texts.get(path);
      return text == null ? project.configuration().sources().get(path) : text;
    }
  }

  public static Given collect(Session session, Project project) {
    return collect(session, project, _ -> true);
  }

  /// The values of some variables only.
  ///
  /// @param wanted their names
  static Given collect(Session session, Project project, Predicate<String> wanted) {
    return new VariableInputs(session, project).collect(wanted);
  }

  /// The values of a plan.
  public static Given of(Project project, SortedMap<String, Value> values) {
    var inputs = new ArrayList<VariableInput>();
    SourceRange nowhere = new SourceRange("plan file", 1, 1, 1, 1, 0, 0);
    values.forEach((name, value) -> inputs.add(new VariableInput.Assigned(name, value, nowhere)));
    RootVariablesResult resolved =
        RootVariables.resolve(project.configuration().root(), inputs, project.evaluator());
    return new Given(resolved.values(), new TreeMap<>(), resolved.diagnostics());
  }

  private Given collect(Predicate<String> wanted) {
    session
        .environment()
        .variables()
        .forEach((name, text) -> {
          if (name.startsWith(ENVIRONMENT)) {
            String variable = name.substring(ENVIRONMENT.length());
            addText(new VariableInput.Text(variable, text, name, false));
          }
        });
    automaticFiles().forEach(this::addFile);
    session.options().variables().forEach(this::add);
    RootVariablesResult resolved =
        RootVariables.resolve(
            project.configuration().root(), inputs, project.evaluator(), !sink.hasErrors(), wanted);
    sink.report(resolved.diagnostics());
    return new Given(resolved.values(), texts, sink.toDiagnostics());
  }

  private void add(VariableOption option) {
    switch (option) {
      case VariableOption.Assignment(var name, var text) ->
          addText(new VariableInput.Text(name, text, "-var", true));
      case VariableOption.VariableFile(var path) -> addFile(path);
    }
  }

  private void addText(VariableInput.Text input) {
    inputs.add(input);
    texts.put(input.file(), input.text());
  }

  private List<String> automaticFiles() {
    try {
      return project.files().list(project.directory()).stream()
          .filter(VariableInputs::isAutomatic)
          .sorted((left, right) ->
              left.equals(DEFAULT_FILE)
                  ? -1
                  : right.equals(DEFAULT_FILE) ? 1 : left.compareTo(right))
          .map(this::inDirectory)
          .toList();
    } catch (IOException _) {
      // The loader has already reported a directory that cannot be read.
      return List.of();
    }
  }

  /// Whether a values file of that name is read automatically.
  static boolean isAutomatic(String name) {
    return name.equals(DEFAULT_FILE) || name.endsWith(AUTO_SUFFIX);
  }

  private String inDirectory(String name) {
    return project.directory().equals(".") ? name : project.directory() + "/" + name;
  }

  private void addFile(String path) {
    try {
      String text = project.files().read(path);
      ValuesResult values = ValuesFile.parse(path, text, project.evaluator(), secrets());
      if (!values.diagnostics().hasErrors() || secrets().isEmpty()) {
        texts.put(path, text);
      }
      sink.report(values.diagnostics());
      inputs.addAll(values.inputs());
    } catch (CharacterCodingException _) {
      unreadable(path, "is not UTF-8 text");
    } catch (IOException failure) {
      unreadable(path, String.valueOf(failure.getMessage()));
    }
  }

  /// The names of the sensitive variables.
  private Set<String> secrets() {
    return project.configuration().root().variables().values().stream()
        .filter(Variable::sensitive)
        .map(Variable::name)
        .collect(Collectors.toSet());
  }

  private void unreadable(String path, String why) {
    sink.error("Values file not readable", "The file \"%s\" %s.".formatted(path, why), null);
  }
}
