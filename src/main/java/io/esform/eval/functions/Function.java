package io.esform.eval.functions;

import io.esform.diag.Diagnostics;
import io.esform.eval.functions.CallResult.Faulted;
import io.esform.eval.functions.CallResult.Returned;
import io.esform.value.Type;
import io.esform.value.Value;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A function: what it asks of its arguments and what it makes of them.
///
/// @param variadic what every argument after the last parameter is; null when there are none
public record Function(
    String name,
    List<Parameter> parameters,
    @Nullable Parameter variadic,
    ResultType result,
    Body body) {

  private static final String WITHHELD =
      "it does not accept these arguments (the reason is not shown, because a sensitive value is"
          + " among them)";

  public Function {
    parameters = List.copyOf(parameters);
  }

  /// The type of the result where an argument is unknown.
  @FunctionalInterface
  public interface ResultType {

    /// @param arguments converted to the parameters' types, unknowns among them
    Type of(List<Value> arguments);
  }

  /// Gives the value, or throws {@link FunctionFault}.
  @FunctionalInterface
  interface Body {
    Value apply(Arguments arguments);
  }

  static Function of(String name, Type result, Body body, Parameter... parameters) {
    return new Function(name, List.of(parameters), null, _ -> result, body);
  }

  Function andMore(Parameter more) {
    return new Function(name, parameters, more, result, body);
  }

  Function giving(ResultType type) {
    return new Function(name, parameters, variadic, type, body);
  }

  /// Converts the arguments, applies the body unless an argument it needs is unknown, and marks the
  /// result when what it looked at was sensitive.
  ///
  /// @param limits where the work is counted; a call for which there are no steps left is refused
  public CallResult call(List<Value> arguments, Limits limits, TemplateRenderer renderer) {
    if (arguments.size() < parameters.size()
        || (arguments.size() > parameters.size() && variadic == null)) {
      return new Faulted(
          FunctionFault.NO_ARGUMENT, countMessage(arguments.size()), Diagnostics.none());
    }
    var preparation = new Preparation();
    try {
      for (int position = 0; position < arguments.size(); position++) {
        preparation.add(parameter(position), position, arguments.get(position));
      }
    } catch (FunctionFault fault) {
      return faulted(fault);
    }
    if (!limits.spend(preparation.steps())) {
      return faulted(Arguments.tooManySteps(limits));
    }
    return preparation.isUnknown() ? unknown(preparation) : known(preparation, limits, renderer);
  }

  /// Whether a secret among these arguments has a say in whether the call fails.
  public boolean looksAtSecret(List<Value> arguments) {
    for (int position = 0; position < arguments.size(); position++) {
      boolean isExpected = position < parameters.size() || variadic != null;
      if (isExpected && parameter(position).looksAtSecret(arguments.get(position))) {
        return true;
      }
    }
    return false;
  }

  private CallResult known(Preparation preparation, Limits limits, TemplateRenderer renderer) {
    boolean secret = preparation.isSensitive();
    try {
      Value value = body.apply(new Arguments(preparation.values(), limits, renderer));
      return new Returned(secret ? Value.sensitive(value) : value);
    } catch (FunctionFault fault) {
      return faulted(fault, secret);
    }
  }

  /// Bodies see values without their marks, so that a message of theirs may show one.
  private static CallResult faulted(FunctionFault fault, boolean secret) {
    return secret ? new Faulted(fault.argument(), WITHHELD, Diagnostics.none()) : faulted(fault);
  }

  private static CallResult faulted(FunctionFault fault) {
    return new Faulted(fault.argument(), fault.text(), fault.diagnostics());
  }

  /// What is moved into the result is not known yet: a mark on any of it counts for all.
  private CallResult unknown(Preparation preparation) {
    boolean secret =
        preparation.isSensitive()
            || preparation.values().stream().anyMatch(Value::containsSensitive);
    try {
      Value value = Value.unknown(result.of(preparation.values()));
      return new Returned(secret ? Value.sensitive(value) : value);
    } catch (FunctionFault fault) {
      return faulted(fault, secret);
    }
  }

  private Parameter parameter(int position) {
    if (position < parameters.size() || variadic == null) {
      return parameters.get(position);
    }
    return variadic;
  }

  private String countMessage(int given) {
    int wanted = parameters.size();
    return name
        + signature()
        + " takes "
        + (variadic == null ? "" : "at least ")
        + (wanted == 0 ? "no arguments" : wanted + (wanted == 1 ? " argument" : " arguments"))
        + ", but is given "
        + (given == 0 ? "none" : given);
  }

  /// `(separator, lists...)`.
  public String signature() {
    Stream<String> names = parameters.stream().map(Parameter::name);
    Stream<String> more = variadic == null ? Stream.of() : Stream.of(variadic.name() + "...");
    return Stream.concat(names, more).collect(Collectors.joining(", ", "(", ")"));
  }
}
