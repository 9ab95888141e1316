package io.esform.cli.project;

import io.esform.config.ConstantScope;
import io.esform.config.VariableInput;
import io.esform.config.body.ValueConverter;
import io.esform.config.variables.ValuesFile;
import io.esform.config.variables.ValuesFile.ValuesResult;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.SourceRange;
import io.esform.diag.Suggestion;
import io.esform.lang.ast.Expression;
import io.esform.lang.parser.ParseResult;
import io.esform.lang.parser.Parser;
import io.esform.schema.AttributeSchema;
import io.esform.state.backend.BackendType;
import io.esform.value.Types;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the options `--backend-config`, which complete the `backend` block.
public final class GivenArguments {

  public static final String OPTION = "--backend-config";

  private final Project project;
  private final BackendType type;
  private final DiagnosticSink sink = new DiagnosticSink();
  private final SortedMap<String, String> texts = new TreeMap<>();

  private GivenArguments(Project project, BackendType type) {
    this.project = project;
    this.type = type;
  }

  /// @param values by name, known and of the schema's types; the last of several wins
  /// @param texts of the files and options that were read, by the name in source ranges
  public record Read(
      SortedMap<String, Value> values, SortedMap<String, String> texts, Diagnostics diagnostics) {}

  /// @param options `KEY=VALUE`, or the path of a file with one argument on each line
  public static Read read(Project project, BackendType type, List<String> options) {
    return new GivenArguments(project, type).read(options);
  }

  private Read read(List<String> options) {
    var inputs = new ArrayList<VariableInput>();
    for (String option : options) {
      int equals = option.indexOf('=');
      if (equals > 0) {
        var input =
            new VariableInput.Text(
                option.substring(0, equals).strip(), option.substring(equals + 1), OPTION, true);
        texts.put(input.file(), input.text());
        inputs.add(input);
      } else {
        inputs.addAll(file(option));
      }
    }
    var values = new TreeMap<String, Value>();
    for (VariableInput input : inputs) {
      AttributeSchema attribute = attribute(input);
      if (attribute != null) {
        Value value = value(input, attribute);
        if (value.isNull()) {
          values.remove(input.name());
        } else {
          values.put(input.name(), value);
        }
      }
    }
    return new Read(values, texts, sink.toDiagnostics());
  }

  private List<VariableInput> file(String path) {
    try {
      String text = project.files().read(path);
      ValuesResult read = ValuesFile.parse(path, text, project.evaluator(), secrets());
      boolean mayHaveSecrets =
          read.diagnostics().hasErrors()
              || read.inputs().stream().anyMatch(input -> secrets().contains(input.name()));
      if (!mayHaveSecrets || secrets().isEmpty()) {
        texts.put(path, text);
      }
      sink.report(read.diagnostics());
      return read.inputs();
    } catch (CharacterCodingException _) {
      unreadable(path, "is not UTF-8 text");
    } catch (IOException failure) {
      unreadable(path, String.valueOf(failure.getMessage()));
    }
    return List.of();
  }

  private Set<String> secrets() {
    return type.schema().attributes().values().stream()
        .filter(AttributeSchema::sensitive)
        .map(AttributeSchema::name)
        .collect(Collectors.toSet());
  }

  private void unreadable(String path, String why) {
    sink.error(
        "Backend arguments not readable",
        "The value of %s is neither KEY=VALUE nor a readable file: \"%s\" %s."
            .formatted(OPTION, path, why),
        null);
  }

  /// The argument; null if it cannot be set, which has been reported.
  private @Nullable AttributeSchema attribute(VariableInput input) {
    AttributeSchema attribute = type.schema().attribute(input.name());
    if (attribute == null) {
      sink.report(
          Diagnostic.error(
              "Unsupported argument",
              "%s sets \"%s\", but the backend \"%s\" has no such argument.%s"
                  .formatted(
                      OPTION,
                      input.name(),
                      type.name(),
                      Suggestion.didYouMean(input.name(), type.schema().attributes().keySet())),
              place(input)));
      return null;
    }
    if (attribute.sensitive()) {
      // The line is not shown: it contains the secret.
      sink.report(
          Diagnostic.error(
              "Sensitive argument cannot be stored",
              "%1$s sets \"%2$s\", which is sensitive. esform init does not store secrets, and a command line is visible to others. Set it in the environment, as the reference of the backend \"%3$s\" describes, or in the backend block by a sensitive variable:\n\n    %2$s = var.%2$s\n\nwith its value in the environment variable ESFORM_VAR_%2$s."
                  .formatted(OPTION, input.name(), type.name())));
      return null;
    }
    return attribute;
  }

  /// Null for text on the command line, which has no line to show.
  private static @Nullable SourceRange place(VariableInput input) {
    return input instanceof VariableInput.Assigned(_, _, var range) ? range : null;
  }

  private Value value(VariableInput input, AttributeSchema attribute) {
    Value value =
        switch (input) {
          case VariableInput.Assigned(_, var assigned, _) -> assigned;
          case VariableInput.Text text -> value(text, attribute);
        };
    if (value.containsSensitive()) {
      sink.error(
          "Sensitive value not allowed",
          "The argument \"%s\" is stored in clear and must not be sensitive."
              .formatted(attribute.name()),
          place(input));
      return Value.nullOf(attribute.type());
    }
    return new ValueConverter(sink)
        .convert(
            value,
            attribute.type(),
            "the argument \"%s\" in %s".formatted(attribute.name(), OPTION),
            input.source());
  }

  private Value value(VariableInput.Text text, AttributeSchema attribute) {
    if (attribute.type().equals(Types.STRING)) {
      return Value.of(text.text());
    }
    ParseResult<Expression> parsed = Parser.parseExpression(text.file(), text.text());
    sink.report(parsed.diagnostics());
    return parsed.diagnostics().hasErrors()
        ? Value.unknown(attribute.type())
        : project.evaluator().evaluate(parsed.value(), new ConstantScope(), sink);
  }
}
