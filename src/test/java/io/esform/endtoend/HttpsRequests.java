package io.esform.endtoend;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// HTTPS requests to the load balancer by one published port, each on a new connection.
final class HttpsRequests {

  /// Longer than the load balancer waits for a node: a slow answer is none that failed.
  static final Duration PATIENCE = Duration.ofMinutes(6);

  private final SSLSocketFactory sockets;
  private final int port;
  private final InetSocketAddress target;
  private final @Nullable InetAddress source;

  private HttpsRequests(
      SSLSocketFactory sockets, int port, InetSocketAddress target, @Nullable InetAddress source) {
    this.sockets = sockets;
    this.port = port;
    this.target = target;
    this.source = source;
  }

  /// The same requests from that address, past the published port.
  HttpsRequests from(InetAddress source, InetSocketAddress target) {
    return new HttpsRequests(sockets, port, target, source);
  }

  /// @param certificate in PEM: the trusted certificate of all requested names
  static HttpsRequests trusting(String certificate, int port)
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
    var published = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new HttpsRequests(context.getSocketFactory(), port, published, null);
  }

  /// The URL of a page.
  String url(String name, String path) {
    return "https://" + name + ":" + port + path;
  }

  /// @param statusLine such as `HTTP/1.1 200 OK`
  /// @param headers in order, each as `Name: value`
  record Answer(String statusLine, List<String> headers, String body) {

    int status() {
      return Integer.parseInt(statusLine.split(" ", 3)[1]);
    }

    /// The values of all headers of that name.
    List<String> values(String name) {
      String start = name + ":";
      return headers.stream()
          .filter(header -> header.regionMatches(true, 0, start, 0, start.length()))
          .map(header -> header.substring(start.length()).strip())
          .toList();
    }
  }

  /// Sends one request and reads the whole answer.
  ///
  /// @param headers in addition to those of every request
  /// @param body empty for none
  /// @throws IOException if there is no complete answer
  Answer send(String method, String name, String path, Map<String, String> headers, String body)
      throws IOException {
    try (var plain = new Socket()) {
      plain.setSoTimeout((int) PATIENCE.toMillis());
      if (source != null) {
        plain.bind(new InetSocketAddress(source, 0));
      }
      plain.connect(target, (int) PATIENCE.toMillis());
      try (var socket = (SSLSocket) sockets.createSocket(plain, name, port, true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        var request =
            new StringBuilder(
                "%s %s HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n"
                    .formatted(method, path, name, port));
        headers.forEach(
            (header, value) -> request.append(header).append(": ").append(value).append("\r\n"));
        if (!method.equals("GET")) {
          request.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        request.append("\r\n").append(body);
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return read(socket.getInputStream());
      }
    }
  }

  private static Answer read(InputStream input) throws IOException {
    String status = line(input);
    var headers = new ArrayList<String>();
    for (String header = line(input); !header.isEmpty(); header = line(input)) {
      headers.add(header);
    }
    var head = new Answer(status, List.copyOf(headers), "");
    return new Answer(status, head.headers(), body(input, head));
  }

  private static String body(InputStream input, Answer head) throws IOException {
    if (head.values("Transfer-Encoding").contains("chunked")) {
      var body = new StringBuilder();
      for (int size = chunk(input); size > 0; size = chunk(input)) {
        body.append(exactly(input, size));
        line(input);
      }
      return body.toString();
    }
    List<String> length = head.values("Content-Length");
    return length.isEmpty()
        ? new String(input.readAllBytes(), StandardCharsets.ISO_8859_1)
        : exactly(input, Integer.parseInt(length.getFirst()));
  }

  private static int chunk(InputStream input) throws IOException {
    return Integer.parseInt(line(input).split(";", 2)[0].strip(), 16);
  }

  private static String exactly(InputStream input, int size) throws IOException {
    byte[] bytes = input.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("The answer broke off.");
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String line(InputStream input) throws IOException {
    var line = new StringBuilder();
    for (int next = input.read(); next != '\n'; next = input.read()) {
      if (next < 0) {
        throw new EOFException("The answer broke off after \"" + line + "\".");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  /// Cookies of an answer, by name, without their attributes.
  static Map<String, String> cookies(Answer answer) {
    var cookies = new TreeMap<String, String>();
    for (String cookie : answer.values("Set-Cookie")) {
      String pair = cookie.split(";", 2)[0];
      int equals = pair.indexOf('=');
      cookies.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return cookies;
  }
}
