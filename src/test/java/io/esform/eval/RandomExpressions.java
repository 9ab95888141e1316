package io.esform.eval;

import io.esform.diag.DiagnosticSink;
import io.esform.eval.functions.Function;
import io.esform.eval.functions.Parameter;
import io.esform.testing.Generator;
import io.esform.value.Type;
import io.esform.value.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random source text of expressions with the names of {@link Secrets}, mostly of matching types,
/// so that most have a value.
public final class RandomExpressions {

  /// Functions that remove marks by design, or need files.
  private static final List<String> EXCLUDED =
      List.of("nonsensitive", "templatefile", "templatestring", "try", "can");

  private static final List<Function> FUNCTIONS =
      Evaluations.FUNCTIONS.names().stream()
          .filter(name -> !EXCLUDED.contains(name) && !name.startsWith("file"))
          .flatMap(name -> Evaluations.FUNCTIONS.find(name).stream())
          .toList();

  private final Random random;

  private RandomExpressions(Random random) {
    this.random = random;
  }

  public static Generator<String> ofDepth(int depth) {
    return random -> new RandomExpressions(random).any(depth);
  }

  /// Expressions that have a value if every secret contains `token`.
  public static Generator<String> working(int depth, String token) {
    var names = new VariablesScope(Secrets.holding(token).names());
    return random -> {
      while (true) {
        String source = ofDepth(depth).next(random);
        var sink = new DiagnosticSink();
        Evaluations.EVALUATOR.evaluate(Evaluations.parse(source), names, sink);
        if (!sink.hasErrors()) {
          return source;
        }
      }
    };
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String any(int depth) {
    return switch (random.nextInt(6)) {
      case 0 -> text(depth);
      case 1 -> number(depth);
      case 2 -> truth(depth);
      case 3 -> sequence(depth);
      case 4 -> mapping(depth);
      default -> depth == 0 ? text(0) : call(depth);
    };
  }

  private String text(int depth) {
    if (depth == 0) {
      return pick("secret", "open", "account.user", "account.password", "\"x\"", "codes[0]");
    }
    int inner = depth - 1;
    return switch (random.nextInt(9)) {
      case 0 -> "\"<${" + any(inner) + "}>\"";
      case 1 -> "\"%{ if " + truth(inner) + " }y%{ else }${" + text(inner) + "}%{ endif }\"";
      case 2 -> "\"<%{ for k, v in " + collection(inner) + " }${k}=${v}%{ endfor }>\"";
      case 3 -> choice(inner, text(inner), text(inner));
      case 4 -> "try(" + text(inner) + ", " + any(inner) + ")";
      case 5 -> "templatestring(\"<$${v}>\", { v = " + any(inner) + " })";
      case 6 -> mapping(inner) + pick(".user", ".password", "[" + text(inner) + "]", "[\"a\"]");
      case 7 -> call(depth);
      default -> text(0);
    };
  }

  private String number(int depth) {
    if (depth == 0) {
      return pick("pin", "7", "0", "length(secret)");
    }
    int inner = depth - 1;
    return switch (random.nextInt(5)) {
      case 0 -> "(" + number(inner) + pick(" + ", " - ", " * ", " / ", " % ") + number(inner) + ")";
      case 1 -> "length(" + any(inner) + ")";
      case 2 -> "try(tonumber(" + text(inner) + "), " + number(inner) + ")";
      case 3 -> choice(inner, number(inner), number(inner));
      default -> number(0);
    };
  }

  private String truth(int depth) {
    if (depth == 0) {
      return pick("flag", "true", "false", "secret == \"a\"", "pin > 3");
    }
    int inner = depth - 1;
    return switch (random.nextInt(7)) {
      case 0 -> "(" + any(inner) + pick(" == ", " != ") + any(inner) + ")";
      case 1 -> "(" + number(inner) + pick(" < ", " >= ") + number(inner) + ")";
      case 2 -> "(" + truth(inner) + pick(" && ", " || ") + truth(inner) + ")";
      case 3 -> "!" + truth(inner);
      case 4 -> "can(" + any(depth) + ")";
      case 5 -> "issensitive(" + any(inner) + ")";
      default -> truth(0);
    };
  }

  private String sequence(int depth) {
    if (depth == 0) {
      return pick("codes", "hidden", "[\"x\", open]", "labels", "[]");
    }
    int inner = depth - 1;
    return switch (random.nextInt(8)) {
      case 0 -> "[" + any(inner) + ", " + any(inner) + "]";
      case 1 -> "[for v in " + collection(inner) + " : " + pick("v", any(inner)) + "]";
      case 2 -> "[for k, v in " + collection(inner) + " : k]";
      case 3 -> "[for v in " + collection(inner) + " : v if " + loopCondition(inner) + "]";
      case 4 -> any(inner) + "[*]";
      case 5 -> "[" + mapping(inner) + ", account][*].user";
      case 6 -> choice(inner, sequence(inner), sequence(inner));
      default -> sequence(0);
    };
  }

  private String loopCondition(int depth) {
    return pick("v == secret", "v != \"a\"", truth(depth), "try(v.user, v) == open");
  }

  private String mapping(int depth) {
    if (depth == 0) {
      return pick("account", "vault", "{ a = open }", "settings");
    }
    int inner = depth - 1;
    return switch (random.nextInt(6)) {
      case 0 -> "{ user = " + any(inner) + ", password = " + any(inner) + " }";
      case 1 -> "{ (" + text(inner) + ") = " + any(inner) + ", b = " + any(inner) + " }";
      case 2 -> "{ for k, v in " + collection(inner) + " : k => v }";
      case 3 -> "{ for k, v in " + collection(inner) + " : v => k... }";
      case 4 -> choice(inner, mapping(inner), mapping(inner));
      default -> mapping(0);
    };
  }

  private String collection(int depth) {
    return random.nextBoolean() ? sequence(depth) : mapping(depth);
  }

  private String choice(int depth, String whenTrue, String whenFalse) {
    return "(" + truth(depth) + " ? " + whenTrue + " : " + whenFalse + ")";
  }

  private String call(int depth) {
    Function function = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
    var arguments = new ArrayList<String>();
    for (Parameter parameter : function.parameters()) {
      arguments.add(argument(parameter, depth - 1));
    }
    Parameter more = function.variadic();
    if (more != null && random.nextInt(4) == 0) {
      arguments.add(sequence(depth - 1) + "...");
    } else if (more != null) {
      int count = random.nextInt(3);
      for (int extra = 0; extra < count; extra++) {
        arguments.add(argument(more, depth - 1));
      }
    }
    return function.name() + "(" + String.join(", ", arguments) + ")";
  }

  private String argument(Parameter parameter, int depth) {
    Type type = parameter.type();
    if (type.equals(Types.STRING)) {
      return text(depth);
    }
    if (type.equals(Types.NUMBER)) {
      return random.nextInt(3) == 0 ? number(depth) : pick("0", "1", "pin");
    }
    if (type.equals(Types.BOOL)) {
      return truth(depth);
    }
    if (type instanceof Type.ListType || type instanceof Type.SetType) {
      return sequence(depth);
    }
    if (type instanceof Type.MapType || parameter.name().startsWith("map")) {
      return mapping(depth);
    }
    return parameter.name().matches("list.*|seq.*") ? sequence(depth) : any(depth);
  }
}
