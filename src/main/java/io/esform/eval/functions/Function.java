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

/// A function: its parameters, its result type and its body.
///
/// @param variadic the parameter for all further arguments; null when there are none
public record Function(
    String name,
    List<Parameter> parameters,
    @Nullable Parameter variadic,
    ResultType result,
    Implementation body) {

  private static final String WITHHELD =
      "it does not accept these arguments (the reason is not shown, because they contain a"
          + " sensitive value)";

  public Function {
    parameters = List.copyOf(parameters);
  }

  /// Computes the type of the result when an argument is unknown.
  @FunctionalInterface
  public interface ResultType {

    /// @param arguments converted to the types of the parameters; may be unknown
    Type of(List<Value> arguments);
  }

  /// Returns the value, or throws {@link FunctionFault}.
  @FunctionalInterface
  interface Implementation {
    Value apply(CallArguments arguments);
  }

  static Function of(String name, Type result, Implementation body, Parameter... parameters) {
    return new Function(name, List.of(parameters), null, _ -> result, body);
  }

  Function andMore(Parameter more) {
    return new Function(name, parameters, more, result, body);
  }

  Function giving(ResultType type) {
    return new Function(name, parameters, variadic, type, body);
  }

  /// Converts the arguments and applies the body, unless an argument that it reads is unknown.
  /// Marks the result as sensitive if the body read a sensitive value.
  ///
  /// @param limits counts the work; a call without remaining steps fails
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
      return faulted(CallArguments.tooManySteps(limits));
    }
    return preparation.isUnknown() ? unknown(preparation) : known(preparation, limits, renderer);
  }

  /// Whether a secret in these arguments may decide if the call fails.
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
      Value value = body.apply(new CallArguments(preparation.values(), limits, renderer));
      return new Returned(secret ? Value.sensitive(value) : value);
    } catch (FunctionFault fault) {
      return faulted(fault, secret);
    }
  }

  /// Hides the message for sensitive arguments: bodies see values without marks, so a message may
  /// contain a secret.
  private static CallResult faulted(FunctionFault fault, boolean secret) {
    return secret ? new Faulted(fault.argument(), WITHHELD, Diagnostics.none()) : faulted(fault);
  }

  private static CallResult faulted(FunctionFault fault) {
    return new Faulted(fault.argument(), fault.text(), fault.diagnostics());
  }

  /// The content of the result is not known yet, so a sensitive mark on any argument applies to the
  /// whole result.
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
        + ", but the call has "
        + (given == 0 ? "none" : given);
  }

  /// `(separator, lists...)`.
  public String signature() {
    Stream<String> names = parameters.stream().map(Parameter::name);
    Stream<String> more = variadic == null ? Stream.of() : Stream.of(variadic.name() + "...");
    return Stream.concat(names, more).collect(Collectors.joining(", ", "(", ")"));
  }
}
