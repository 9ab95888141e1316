package io.esform.testing.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.aws.model.RequestJudge;
import io.esform.testing.aws.model.RequestJudge.Request;
import io.esform.testing.aws.model.RequestJudge.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/// All requests to one server in a test. When it closes, all are checked against AWS's service
/// models, and the test fails if one is invalid. The number of checked requests per operation is
/// written below `target`, from which `RecordedRequestsIT` finds operations that no test has sent.
final class RequestRecord implements AutoCloseable {

  static final Path FOLDER = Path.of("target", "aws-requests");

  private final Queue<AwsCall> calls = new ConcurrentLinkedQueue<>();

  void add(AwsCall call) {
    calls.add(call);
  }

  @Override
  public void close() {
    var counts = new TreeMap<String, Integer>();
    var faults = new TreeSet<String>();
    for (AwsCall call : calls) {
      // Recorded bodies have one character per byte; decode them as UTF-8.
      String body =
          new String(call.body().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      Verdict verdict =
          RequestJudge.judge(
              new Request(
                  call.service(), call.operation(), call.parameters(), call.headers(), body));
      counts.merge(verdict.operation(), 1, Integer::sum);
      verdict.faults().forEach(fault -> faults.add(verdict.operation() + ": " + fault));
    }
    write(counts);
    assertThat(faults).as("requests that AWS's own models refuse").isEmpty();
  }

  private static void write(Map<String, Integer> counts) {
    var lines = new StringBuilder();
    counts.forEach(
        (operation, count) -> lines.append(count).append(' ').append(operation).append('\n'));
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(FOLDER.resolve(UUID.randomUUID() + ".txt"), lines);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
