package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Await;
import io.esform.testing.S3Server;
import io.esform.testing.aws.AwsProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Several runs on one state in a bucket of a server whose conditional writes are atomic.
/// `-DstateRounds=200` for more rounds.
@Tag("real")
class S3WritersIT {

  private static final int PROCESSES = 16;
  private static final int ROUNDS = Integer.getInteger("stateRounds", 10);
  private static final String BUCKET = "states";
  private static final List<String> HERE = List.of();

  private final Path directory;
  private final S3Server server;
  private final S3Client client;

  S3WritersIT(@TempDir Path directory) {
    this.directory = directory;
    server = S3Server.start(directory);
    client = server.client();
    client.createBucket(bucket -> bucket.bucket(BUCKET));
  }

  @AfterEach
  void end() {
    client.close();
    server.close();
  }

  @Test
  void manyProcessesAddToOneStateAndNothingIsLost() throws Exception {
    List<Run> runs = new ArrayList<>();
    List<Long> serials;
    try {
      for (int process = 0; process < PROCESSES; process++) {
        runs.add(
            Run.start(
                directory,
                HERE,
                LockRounds.class,
                Integer.toString(process),
                Integer.toString(ROUNDS),
                server.address().toString()));
      }
      for (Run run : runs) {
        assertThat(run.exit()).as(run.text()).isZero();
      }
      serials = runs.stream().flatMap(S3WritersIT::saved).sorted().toList();
    } finally {
      runs.forEach(Run::close);
    }
    // The very first round also saves the empty state.
    assertThat(serials)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(2, PROCESSES * ROUNDS + 1).boxed().toList());
    Path project = project("last", server.address(), 0);
    assertThat(listed(project)).hasSize(PROCESSES * ROUNDS);
  }

  private static Stream<Long> saved(Run run) {
    return run.text()
        .lines()
        .filter(line -> line.startsWith(LockRounds.SAVED))
        .map(line -> Long.valueOf(line.substring(LockRounds.SAVED.length())));
  }

  /// A run is stopped while one of its requests is on its way, for longer than its lease. Another
  /// run takes the lock over and does the work; then the first one continues, and its request
  /// arrives.
  @ParameterizedTest
  @ValueSource(strings = {"PUT /states/esform\\.state\\.journal/.*", "PUT /states/esform\\.state"})
  void aRunThatWasStoppedForLongerThanItsLeaseWritesNothingMore(String request) throws Exception {
    Path first = project("first", server.address(), 3);
    assertThat(Run.start(first, HERE, apply()).exit()).isZero();
    try (AwsProxy proxy = AwsProxy.before(server.address());
        var held = new HeldRequest(proxy, request)) {
      first = project("first", URI.create(proxy.endpoint()), 6);
      try (Run stopped = Run.start(first, HERE, apply())) {
        held.await();
        stopped.signal("STOP");

        Path second = project("second", server.address(), 6);
        Run other = Run.start(second, HERE, apply());
        assertThat(other.exit()).as(other.text()).isZero();
        assertThat(other.text()).contains("taken over");
        Map<String, String> objects = objects();
        Map<String, FileTime> notes = notes();

        stopped.signal("CONT");
        held.release();
        assertThat(stopped.exit()).as(stopped.text()).isEqualTo(1);
        assertThat(stopped.text()).contains("Lock was lost").doesNotContain("Bug in esform");
        // The journal was held before its first record: the run has made nothing that is missing.
        assertThat(Files.exists(first.resolve("errored.esform.state")))
            .isNotEqualTo(request.contains("journal"));
        assertThat(objects()).isEqualTo(objects);
        assertThat(notes()).isEqualTo(notes).hasSize(6);
        assertThat(listed(second)).hasSize(6);
        Run plan = Run.start(second, HERE, command("plan", "--detailed-exitcode"));
        assertThat(plan.exit()).as(plan.text()).isZero();
      }
    }
  }

  /// A configuration of notes in its own directory, with the notes and the state of all others.
  private Path project(String name, URI endpoint, int notes) throws IOException {
    Path project = Files.createDirectories(directory.resolve(name));
    Path folder = Files.createDirectories(directory.resolve("notes"));
    if (!Files.exists(project.resolve("notes"))) {
      Files.createSymbolicLink(project.resolve("notes"), folder);
    }
    Files.writeString(
        project.resolve("main.esf"),
        """
        esform {
          backend "s3" {
            bucket         = "states"
            key            = "esform.state"
            region         = "eu-central-1"
            endpoint       = "%s"
            use_path_style = true
          }
        }

        resource "note" "n" {
          count = %d
          name  = "n${count.index}"
          text  = "said"
        }
        """
            .formatted(endpoint, notes));
    return project;
  }

  private static String[] command(String... words) {
    return Stream.concat(Stream.of("halt", "HALT_BEFORE", "1000000"), Stream.of(words))
        .toArray(String[]::new);
  }

  private static String[] apply() {
    return command("apply", "--auto-approve", "--parallelism", "1");
  }

  private static List<String> listed(Path project) throws IOException, InterruptedException {
    Run list = Run.start(project, HERE, command("state", "list"));
    assertThat(list.exit()).as(list.text()).isZero();
    return list.text().lines().toList();
  }

  /// The ETags of all objects except the lock.
  private Map<String, String> objects() {
    var etags = new TreeMap<String, String>();
    for (S3Object object : client.listObjectsV2Paginator(list -> list.bucket(BUCKET)).contents()) {
      if (!object.key().endsWith(".lock")) {
        etags.put(object.key(), object.eTag());
      }
    }
    return etags;
  }

  private Map<String, FileTime> notes() throws IOException {
    var times = new TreeMap<String, FileTime>();
    try (Stream<Path> files = Files.list(directory.resolve("notes"))) {
      for (Path file : files.toList()) {
        times.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  /// Keeps the first such request, before the server gets it, until it is released.
  private static final class HeldRequest implements AutoCloseable {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicBoolean isFirst = new AtomicBoolean(true);

    HeldRequest(AwsProxy proxy, String operation) {
      proxy.answering((call, server) -> {
        if (call.operation().matches(operation) && isFirst.compareAndSet(true, false)) {
          arrived.countDown();
          Await.latch(released);
        }
        return null;
      });
    }

    void await() {
      Await.latch(arrived);
    }

    void release() {
      released.countDown();
    }

    @Override
    public void close() {
      release();
    }
  }
}
