package io.esform.testing.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Runs after all other tests, on the requests that they have sent. Each was checked when its
/// server closed; this test checks that every call of the provider or a host was sent.
@Tag("real")
@Tag("last")
class RecordedRequestsIT {

  private static final Path PROVIDER = Path.of("src/main/java/io/esform/providers/aws");
  private static final Pattern ACTION = Pattern.compile("\"([a-z0-9]+:[A-Z][A-Za-z0-9]+)\"");

  /// Calls that only hosts make.
  private static final List<String> OF_HOSTS =
      List.of("secretsmanager:GetSecretValue", "ssm:PutParameter");

  /// Actions of policies whose operations have other names.
  private static final Map<String, String> OPERATIONS =
      Map.of(
          "s3:DeleteObjectVersion", "s3:DeleteObjects",
          "s3:ListBucket", "s3:HeadBucket",
          "s3:ListBucketVersions", "s3:ListObjectVersions",
          "s3:PutBucketPublicAccessBlock", "s3:PutPublicAccessBlock");

  @Test
  void everyCallWasSentByATestAndJudged() throws IOException {
    Map<String, Integer> judged = judged();
    assertThat(judged).as("requests judged").isNotEmpty();
    assertThat(judged.keySet()).containsAll(calls());
  }

  private static Map<String, Integer> judged() throws IOException {
    assertThat(RequestRecord.FOLDER).as("the tests' requests").isDirectory();
    var judged = new TreeMap<String, Integer>();
    for (Path file : files(RequestRecord.FOLDER)) {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.split(" ", 2);
        judged.merge(words[1], Integer.parseInt(words[0]), Integer::sum);
      }
    }
    return judged;
  }

  private static Set<String> calls() throws IOException {
    var calls = new TreeSet<String>();
    calls.addAll(OF_HOSTS);
    for (Path file : files(PROVIDER)) {
      ACTION
          .matcher(Files.readString(file))
          .results()
          .map(match -> match.group(1))
          .forEach(action -> calls.add(OPERATIONS.getOrDefault(action, action)));
    }
    return calls;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
