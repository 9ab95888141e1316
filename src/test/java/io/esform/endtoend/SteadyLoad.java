package io.esform.endtoend;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// Twenty HTTPS requests a second, in turn to each of some names, through a port of this machine's
/// loopback address; each on a connection of its own and without a cookie, so that nothing but the
/// load balancer hides a node that does not answer.
final class SteadyLoad implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SSLSocketFactory sockets;
  private final int port;
  private final String path;
  private final List<String> names;
  private final Instant begin = Instant.now();
  private final List<Answer> answers = new ArrayList<>();
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread clock = Thread.ofVirtual().unstarted(this::sendUntilStopped);

  private SteadyLoad(SSLSocketFactory sockets, int port, String path, List<String> names) {
    this.sockets = sockets;
    this.port = port;
    this.path = path;
    this.names = names;
  }

  /// @param certificate in PEM: the one that is trusted, for these names
  /// @param path answered with 200 by a node that serves
  static SteadyLoad start(String certificate, int port, String path, List<String> names)
      throws IOException, GeneralSecurityException {
    var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry(
        "load balancer",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII))));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    var load = new SteadyLoad(context.getSocketFactory(), port, path, names);
    load.clock.start();
    return load;
  }

  /// @param outcome the status line, or why there was none
  private record Answer(String name, Instant sent, Instant done, String outcome) {
    private boolean isServed() {
      return outcome.startsWith("HTTP/1.1 200 ");
    }

    private Duration took() {
      return Duration.between(sent, done);
    }

    @Override
    public String toString() {
      return "%s %s after %d ms: %s".formatted(sent, name, took().toMillis(), outcome);
    }
  }

  /// What came of the requests.
  ///
  /// @param failures those not answered with 200, in words
  /// @param longestGap the longest time in which no answer came
  /// @param slowest the answer that took longest, in words
  record Account(
      int requests, List<String> failures, Duration longestGap, String slowest, Duration lasted) {

    @Override
    public String toString() {
      return "%d requests, %d failed, longest gap %d ms, in %d s; slowest: %s"
          .formatted(requests, failures.size(), longestGap.toMillis(), lasted.toSeconds(), slowest);
    }
  }

  /// Waits for the answers to come.
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
    clock.interrupt();
    try {
      clock.join();
      requests.shutdown();
      requests.awaitTermination(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendUntilStopped() {
    try {
      for (int turn = 0; true; turn++) {
        String name = names.get(turn % names.size());
        requests.execute(() -> send(name));
        Thread.sleep(INTERVAL);
      }
    } catch (InterruptedException _) {
      // It is stopped.
    }
  }

  private void send(String name) {
    Instant sent = Instant.now();
    String outcome;
    try {
      outcome = ask(name);
    } catch (IOException failure) {
      outcome = failure.toString();
    }
    synchronized (answers) {
      answers.add(new Answer(name, sent, Instant.now(), outcome));
    }
  }

  /// Reads the whole answer: one that breaks off is none.
  private String ask(String name) throws IOException {
    try (var plain = new Socket()) {
      plain.setSoTimeout((int) PATIENCE.toMillis());
      plain.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
      try (var socket = (SSLSocket) sockets.createSocket(plain, name, port, true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        String request =
            "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, name);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return statusOf(socket);
      }
    }
  }

  private static String statusOf(SSLSocket socket) throws IOException {
    var reader =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    String status = reader.readLine();
    while (reader.readLine() != null) {
      // To the end.
    }
    return status == null ? "no answer" : status;
  }
}
