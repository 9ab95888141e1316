package io.esform.endtoend;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Clients that request the login page, each in turn from each host name, with a pause after each
/// answer: a machine that is slow for a while gets fewer requests, instead of more at the same
/// time. Each request uses a new connection without a cookie, so that only the load balancer hides
/// a node that does not answer. An answer is valid if it contains the form.
final class SteadyLoad implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(750);
  private static final String SERVED = "served";

  private final List<String> names;
  private final Instant begin = Instant.now();
  private final List<Answer> answers = new ArrayList<>();
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final String mark = UUID.randomUUID().toString();

  private SteadyLoad(List<String> names) {
    this.names = names;
  }

  static SteadyLoad start(List<HttpsRequests> clients, List<String> names) {
    var load = new SteadyLoad(names);
    Duration distance = PAUSE.dividedBy(clients.size());
    for (int number = 0; number < clients.size(); number++) {
      load.sendAfter(distance.multipliedBy(number), clients.get(number), number);
    }
    return load;
  }

  /// @param outcome `served`, or a description of another answer
  private record Answer(String name, Instant sent, Instant done, String outcome) {
    private boolean isServed() {
      return outcome.equals(SERVED);
    }

    private Duration took() {
      return Duration.between(sent, done);
    }

    @Override
    public String toString() {
      return "%s %s after %d ms: %s".formatted(sent, name, took().toMillis(), outcome);
    }
  }

  /// The results of the requests.
  ///
  /// @param failures requests without a valid answer, described in words
  /// @param longestGap the longest time without an answer
  /// @param slowest the slowest answer, in words
  record Account(
      int requests, List<String> failures, Duration longestGap, String slowest, Duration lasted) {

    @Override
    public String toString() {
      return "%d requests, %d failed, longest gap %d ms, in %d s; slowest: %s%s"
          .formatted(
              requests,
              failures.size(),
              longestGap.toMillis(),
              lasted.toSeconds(),
              slowest,
              failures.isEmpty() ? "" : "; first failure: " + failures.getFirst());
    }
  }

  /// A text in the URLs of all requests, which the access logs of the nodes contain.
  String mark() {
    return mark;
  }

  /// Stops and waits for the remaining answers.
  Account stop() {
    close();
    Duration lasted = Duration.between(begin, Instant.now());
    synchronized (answers) {
      Instant last = begin;
      Duration gap = Duration.ZERO;
      for (Answer answer : answers) {
        Duration pause = Duration.between(last, answer.done());
        gap = pause.compareTo(gap) > 0 ? pause : gap;
        last = answer.done();
      }
      List<String> failures =
          answers.stream().filter(answer -> !answer.isServed()).map(Answer::toString).toList();
      String slowest =
          answers.stream()
              .max(Comparator.comparing(Answer::took))
              .map(Answer::toString)
              .orElse("none");
      return new Account(answers.size(), failures, gap, slowest, lasted);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    try {
      clock.awaitTermination(HttpsRequests.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      requests.shutdown();
      requests.awaitTermination(2 * HttpsRequests.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
    }
  }

  /// @param turn the number of the client's request, which chooses the host name
  private void sendAfter(Duration pause, HttpsRequests client, int turn) {
    try {
      Future<?> _ =
          clock.schedule(
              () -> requests.execute(() -> send(client, turn)),
              pause.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException end) {
      // The load has stopped.
    }
  }

  private void send(HttpsRequests client, int turn) {
    String name = names.get(turn % names.size());
    Instant sent = Instant.now();
    String outcome;
    try {
      outcome = ask(client, name, mark);
    } catch (IOException failure) {
      outcome = failure.toString();
    }
    synchronized (answers) {
      answers.add(new Answer(name, sent, Instant.now(), outcome));
    }
    sendAfter(PAUSE, client, turn + 1);
  }

  private static String ask(HttpsRequests client, String name, String mark) throws IOException {
    var answer = client.send("GET", name, BrowserSession.LOGIN_PAGE + "?" + mark, Map.of(), "");
    if (BrowserSession.hasLoginForm(answer)) {
      return SERVED;
    }
    return answer.status() == 200 ? "a page without the login form" : answer.statusLine();
  }
}
