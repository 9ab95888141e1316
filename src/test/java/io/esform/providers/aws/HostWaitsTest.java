package io.esform.providers.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.esform.es.Platform.HostNetwork;
import io.esform.es.Platform.HostPlacement;
import io.esform.es.Platform.HostSpecification;
import io.esform.es.Platform.PlatformException;
import io.esform.provider.Progress;
import io.esform.provider.Waiter.Pauses;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.task.Tasks;
import io.esform.testing.FakeInputFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Messages while a host boots, from the reasons on its console.
class HostWaitsTest {

  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  private final AtomicLong now = new AtomicLong();

  /// Advances by a minute at each read, so that no wait is long.
  private final InstantSource clock = () -> Instant.ofEpochSecond(now.addAndGet(60));

  private final AwsProvider provider =
      new AwsProvider(
          clock,
          Tasks.real(),
          new Pauses(Duration.ofNanos(1), Duration.ofNanos(1)),
          new FakeInputFiles(Map.of()));

  @AutoClose private final ForeignAnswers server = new ForeignAnswers();
  @AutoClose private final AwsConnection aws = server.connection(provider);
  private final Messages messages = new Messages();

  HostWaitsTest() throws IOException {}

  private record Messages(List<String> texts) implements Progress {

    Messages() {
      this(new ArrayList<>());
    }

    @Override
    public void identified(String id) {}

    @Override
    public void message(String text) {
      texts.add(text);
    }

    @Override
    public boolean isCancelled() {
      return false;
    }
  }

  private void create(String... console) throws PlatformException {
    String output =
        Base64.getEncoder()
            .encodeToString(String.join("\r\n", console).getBytes(StandardCharsets.UTF_8));
    server.answerWith(
        "GetConsoleOutput",
        "<GetConsoleOutputResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><output>%s</output></GetConsoleOutputResponse>"
            .formatted(output));
    var network = new HostNetwork("vpc-1", "10.20.0.0/16", new TreeMap<>(), List.of(), null, null);
    var placement =
        new HostPlacement(
            "es_node.a", "store-1", network, "10.20.1.10", null, null, null, null, false);
    var host =
        new HostSpecification(
            placement, "", null, new TreeMap<>(), new TreeMap<>(), List.of(), 2, 600);
    new AwsPlatform(aws).hosts().create(host, TOKEN, messages);
  }

  @Test
  void theReasonIsShownOnceAndAtTheTimeLimit() {
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() ->
            create(
                "esform: generation 1",
                "esform: waiting: an earlier reason",
                "esform: generation 2",
                "esform: waiting: the network",
                "esform: waiting: the database 10.20.1.9:3306"))
        .satisfies(failure ->
            assertThat(failure.diagnostic().detail())
                .startsWith(
                    "store-1 did not report ready within 600 seconds. It waits: the database"
                        + " 10.20.1.9:3306. Apply again"));
    assertThat(messages.texts())
        .containsOnlyOnce("waiting for store-1: the database 10.20.1.9:3306")
        .noneMatch(text -> text.contains("earlier"));
  }

  @Test
  void aHostThatIsReadyDoesNotWait() throws PlatformException {
    create("esform: generation 2", "esform: waiting: the network", "esform: ready 2");
    assertThat(messages.texts()).noneMatch(text -> text.contains("the network"));
  }
}
