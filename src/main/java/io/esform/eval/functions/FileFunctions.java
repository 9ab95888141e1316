package io.esform.eval.functions;

import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.SetValue;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;

/// Files and their paths. Paths are relative to the working directory.
final class FileFunctions {

  private static final int STEPS_OF_SEARCH = Limits.MOST_ENTRIES / 8;
  private static final int STEPS_OF_OPENING = 100;
  private static final int BYTES_PER_STEP = 32;

  private FileFunctions() {}

  static Function file(Files files) {
    return Function.of(
        "file",
        Types.STRING,
        arguments -> Value.of(text(files, arguments)),
        StringFunctions.text("path"));
  }

  static Function filebase64(Files files) {
    return Function.of(
        "filebase64",
        Types.STRING,
        arguments -> Value.of(EncodingFunctions.base64(bytes(files, arguments))),
        StringFunctions.text("path"));
  }

  static Function fileexists(Files files) {
    return Function.of(
        "fileexists",
        Types.BOOL,
        arguments -> {
          arguments.spend(STEPS_OF_OPENING);
          try {
            return Value.of(files.exists(path(arguments)));
          } catch (IOException failure) {
            throw fault(arguments, failure);
          }
        },
        StringFunctions.text("path"));
  }

  static Function fileset(Files files) {
    return Function.of(
        "fileset",
        Types.set(Types.STRING),
        arguments -> {
          checkPattern(arguments);
          try {
            arguments.spend(STEPS_OF_SEARCH);
            var found = new ArrayList<Value>();
            files
                .matching(path(arguments), arguments.text(1))
                .forEach(path -> found.add(Value.of(path)));
            return new SetValue(Types.STRING, found);
          } catch (IOException failure) {
            throw fault(arguments, failure);
          }
        },
        StringFunctions.text("path"),
        StringFunctions.text("pattern"));
  }

  private static void checkPattern(CallArguments arguments) {
    try {
      Glob.parse(arguments.text(1));
    } catch (IOException fault) {
      throw new FunctionFault(1, arguments.shown(1) + " " + fault.getMessage());
    }
  }

  static Function abspath(Files files) {
    return Function.of(
        "abspath",
        Types.STRING,
        arguments -> Value.of(files.absolute(path(arguments))),
        StringFunctions.text("path"));
  }

  static Function pathexpand(Files files) {
    return Function.of(
        "pathexpand",
        Types.STRING,
        arguments -> Value.of(files.expanded(path(arguments))),
        StringFunctions.text("path"));
  }

  static Function basename() {
    return Function.of(
        "basename",
        Types.STRING,
        arguments -> Value.of(lastName(arguments.text(0))),
        StringFunctions.text("path"));
  }

  private static String lastName(String path) {
    if (path.isEmpty()) {
      return ".";
    }
    String trimmed = withoutSlashes(path);
    return trimmed.isEmpty() ? "/" : trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  static Function dirname() {
    return Function.of(
        "dirname",
        Types.STRING,
        arguments -> Value.of(parent(arguments.text(0))),
        StringFunctions.text("path"));
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      return ".";
    }
    String trimmed = withoutSlashes(path.substring(0, slash));
    return trimmed.isEmpty() ? "/" : trimmed;
  }

  private static String withoutSlashes(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  static String text(Files files, CallArguments arguments) {
    try {
      String text = files.text(path(arguments));
      arguments.spend(STEPS_OF_OPENING + text.length() / BYTES_PER_STEP);
      return text;
    } catch (IOException failure) {
      throw fault(arguments, failure);
    }
  }

  static byte[] bytes(Files files, CallArguments arguments) {
    try {
      byte[] bytes = files.bytes(path(arguments));
      arguments.spend(STEPS_OF_OPENING + bytes.length / BYTES_PER_STEP);
      return bytes;
    } catch (IOException failure) {
      throw fault(arguments, failure);
    }
  }

  /// The first argument, which must be a valid path of the operating system.
  private static String path(CallArguments arguments) {
    String text = arguments.text(0);
    try {
      Path _ = Path.of(text);
      return text;
    } catch (InvalidPathException fault) {
      throw new FunctionFault(0, arguments.shown(0) + " is not a path: " + fault.getReason());
    }
  }

  private static FunctionFault fault(CallArguments arguments, IOException failure) {
    return new FunctionFault(0, arguments.shown(0) + " " + failure.getMessage());
  }
}
