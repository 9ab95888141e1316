package io.esform.render.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.esform.testing.Golden;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

/// What a host on AWS fetches as its instance profile. Stand-ins on the loopback address answer;
/// the signatures are judged by botocore.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class AwsScriptIT {

  private static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String TOKEN = "session/token+with=signs";
  private static final String KEYS =
      "{\n  \"Code\" : \"Success\",\n  \"AccessKeyId\" : \"ASIAEXAMPLE\",\n  \"SecretAccessKey\" : \"%s\",\n  \"Token\" : \"%s\"\n}"
          .formatted(SECRET_KEY, TOKEN);
  private static final Path SCRIPT =
      Path.of("src/main/resources/io/esform/render/boot/aws.py").toAbsolutePath();

  /// One request for the value of a secret.
  private record Asked(Map<String, String> headers, String body) {}

  private final AtomicReference<Asked> asked = new AtomicReference<>();

  @AutoClose private final StandIns standIns = new StandIns();

  /// The metadata service with session tokens, and Secrets Manager.
  private final class StandIns implements AutoCloseable {
    private final HttpServer server;

    StandIns() {
      try {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException failure) {
        throw new AssertionError(failure);
      }
      server.createContext("/latest/api/token", exchange -> answer(exchange, 200, "imds-token"));
      server.createContext("/latest/meta-data/", this::metadata);
      server.createContext("/", this::secret);
      server.start();
    }

    String address() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void metadata(HttpExchange exchange) throws IOException {
      String token = exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token");
      if (!"imds-token".equals(token)) {
        answer(exchange, 401, "");
        return;
      }
      switch (exchange.getRequestURI().getPath().substring("/latest/meta-data/".length())) {
        case "placement/region" -> answer(exchange, 200, "eu-central-1");
        case "services/domain" -> answer(exchange, 200, "amazonaws.com");
        case "iam/security-credentials/" -> answer(exchange, 200, "host-role");
        case "iam/security-credentials/host-role" -> answer(exchange, 200, KEYS);
        case "tags/instance/esform:secret" -> answer(exchange, 200, "esform/vpc-1/store-1");
        default -> answer(exchange, 404, "");
      }
    }

    private void secret(HttpExchange exchange) throws IOException {
      var headers = new TreeMap<String, String>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      asked.set(new Asked(headers, body));
      String value =
          "password " + base64("p\"w$\n") + "\\ncertificate " + base64("-----BEGIN") + "\\n";
      answer(exchange, 200, "{\"Name\":\"x\",\"SecretString\":\"" + value + "\"}");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void secretsBecomeFilesForRootAlone(@TempDir Path folder) throws Exception {
    Path secrets = folder.resolve("secrets");
    Files.createDirectories(secrets);
    Files.writeString(secrets.resolve("taken-away"), "old");

    assertThat(run("secrets", secrets.toString())).isEmpty();

    assertThat(secrets.resolve("password")).hasContent("p\"w$\n");
    assertThat(secrets.resolve("certificate")).hasContent("-----BEGIN");
    assertThat(secrets.resolve("taken-away")).doesNotExist();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(secrets.resolve("password"))))
        .isEqualTo("rw-------");
  }

  @Test
  void theRequestForASecretIsSignedAsBotocoreWould(@TempDir Path folder) throws Exception {
    run("secrets", folder.toString());
    Asked request = asked.get();
    assertThat(request.body()).isEqualTo("{\"SecretId\": \"esform/vpc-1/store-1\"}");
    var signed =
        Map.of(
            "content-type", header(request, "content-type"),
            "x-amz-target", header(request, "x-amz-target"));
    String expected =
        judged(
            "secretsmanager",
            "POST",
            standIns.address() + "/",
            signed,
            request.body(),
            header(request, "x-amz-date"));
    assertThat(header(request, "authorization")).endsWith("Signature=" + expected);
  }

  private static String header(Asked request, String name) {
    return request.headers().getOrDefault(name, "");
  }

  @Test
  void anObjectsAddressIsSignedAsBotocoreWould() throws Exception {
    URI address = URI.create(run("url", "s3://packs.example/with space/wso2es-2.0.0.zip").strip());
    assertThat(address.getRawPath()).isEqualTo("/packs.example/with%20space/wso2es-2.0.0.zip");
    var values = new TreeMap<String, String>();
    for (String part : address.getRawQuery().split("&", -1)) {
      String[] sides = part.split("=", 2);
      values.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
    }
    String plain = standIns.address() + address.getRawPath();
    String time = values.getOrDefault("X-Amz-Date", "");
    assertThat(values)
        .containsEntry("X-Amz-Signature", judged("s3", "GET", plain, Map.of(), "", time))
        .containsEntry("X-Amz-Expires", "3600");
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("python3", SCRIPT.toString()));
    words.addAll(List.of(arguments));
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("AWS_EC2_METADATA_SERVICE_ENDPOINT", standIns.address());
    builder.environment().put("AWS_ENDPOINT_URL_SECRETS_MANAGER", standIns.address());
    builder.environment().put("AWS_ENDPOINT_URL_S3", standIns.address());
    return output(builder.start(), "");
  }

  private static String judged(
      String service,
      String method,
      String url,
      Map<String, String> headers,
      String body,
      String time)
      throws IOException, InterruptedException {
    var request =
        Map.of(
            "service", service,
            "method", method,
            "url", url,
            "headers", headers,
            "body", body,
            "time", time,
            "region", "eu-central-1",
            "access_key", "ASIAEXAMPLE",
            "secret_key", SECRET_KEY,
            "token", TOKEN);
    Path python = Path.of("target", "moto", "bin", "python3");
    assertThat(python).as("moto's Python; bin/verify installs it").isExecutable();
    var builder =
        new ProcessBuilder(
                python.toAbsolutePath().toString(),
                Golden.resource("render/boot/signature.py").toAbsolutePath().toString())
            .redirectErrorStream(true);
    return output(builder.start(), new ObjectMapper().writeValueAsString(request)).strip();
  }

  private static String output(Process process, String input)
      throws IOException, InterruptedException {
    try (var stream = process.getOutputStream()) {
      stream.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }
}
