package io.esform.testing;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Compares text with an expectation in a file below `src/test/resources`.
///
/// A missing expectation is written and fails; a mismatch shows a unified diff; with
/// `-Dgolden=overwrite` the file is rewritten and the test still fails, so that such a run never
/// passes.
public final class Golden {

  private static final Path RESOURCES = Path.of("src", "test", "resources");
  private static final int CONTEXT = 3;

  private Golden() {}

  /// The fixture at a path below `src/test/resources`.
  public static Path resource(String path) {
    return RESOURCES.resolve(path);
  }

  /// @param path below `src/test/resources`
  public static void check(String path, String actual) {
    check(resource(path), actual);
  }

  /// @throws AssertionError if the file does not contain exactly this text
  public static void check(Path expectation, String actual) {
    try {
      if (!Files.exists(expectation)) {
        write(expectation, actual);
        throw new AssertionError("Missing expectation written: " + expectation + "; review it.");
      }
      String expected = Files.readString(expectation);
      if (expected.equals(actual)) {
        return;
      }
      boolean overwrite = "overwrite".equals(System.getProperty("golden"));
      if (overwrite) {
        write(expectation, actual);
      }
      throw new AssertionError(
          (overwrite ? "Rewritten: " : "Not as expected: ")
              + expectation
              + "\n"
              + diff(expected, actual));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path expectation, String actual) throws IOException {
    Files.createDirectories(expectation.toAbsolutePath().getParent());
    Files.writeString(expectation, actual);
  }

  private static String diff(String expected, String actual) {
    List<String> before = Arrays.asList(expected.split("\n", -1));
    List<String> after = Arrays.asList(actual.split("\n", -1));
    return String.join(
        "\n",
        UnifiedDiffUtils.generateUnifiedDiff(
            "expected", "actual", before, DiffUtils.diff(before, after), CONTEXT));
  }
}
