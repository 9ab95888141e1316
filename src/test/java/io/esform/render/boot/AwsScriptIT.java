package io.esform.render.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Golden;
import io.esform.testing.aws.InstanceMetadata;
import io.esform.testing.aws.ProfileService.Asked;
import io.esform.testing.aws.PublishedDocuments;
import io.esform.testing.aws.SecretValues;
import io.esform.testing.aws.StoredObjects;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

/// The requests of a host on AWS with its instance profile. Fakes on the loopback address answer;
/// botocore checks the signatures.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class AwsScriptIT {

  private static final Path SCRIPT =
      Path.of("src/main/resources/io/esform/render/boot/aws.py").toAbsolutePath();
  private static final String VALUE =
      "password %s\ncertificate %s\n".formatted(base64("p\"w$\n"), base64("-----BEGIN"));

  @AutoClose
  private final InstanceMetadata metadata = InstanceMetadata.at(InetAddress.getLoopbackAddress());

  @AutoClose
  private final SecretValues secrets =
      SecretValues.at(InetAddress.getLoopbackAddress(), _ -> VALUE);

  @AutoClose
  private final PublishedDocuments published =
      PublishedDocuments.at(InetAddress.getLoopbackAddress());

  /// Other endpoints of services, by variable.
  private final Map<String, String> endpoints = new TreeMap<>();

  @BeforeEach
  void forget() {
    endpoints.clear();
  }

  @BeforeAll
  void describeTheInstance() {
    metadata.put("meta-data/tags/instance/esform:secret", "esform/vpc-1/store-1");
    metadata.put("meta-data/tags/instance/esform:status", "/esform/vpc-1/store-1");
    metadata.put("meta-data/instance-id", "i-0123456789abcdef0");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void secretsBecomeFilesForRootAlone(@TempDir Path folder) throws Exception {
    Path files = folder.resolve("secrets");
    Files.createDirectories(files);
    Files.writeString(files.resolve("taken-away"), "old");

    assertThat(run("secrets", files.toString())).isEmpty();

    assertThat(files.resolve("password")).hasContent("p\"w$\n");
    assertThat(files.resolve("certificate")).hasContent("-----BEGIN");
    assertThat(files.resolve("taken-away")).doesNotExist();
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(files.resolve("password"))))
        .isEqualTo("rw-------");
  }

  /// If a host boots soon after its profile was created, it gets answers without keys, in several
  /// forms.
  @Test
  void keysAreWaitedFor(@TempDir Path folder) throws Exception {
    String role = "meta-data/iam/security-credentials/host-role";
    metadata.answerFirst("meta-data/iam/security-credentials/", "");
    metadata.answerFirst(role, "", "{\"Code\": \"Success\"}");
    run("secrets", folder.toString());
    assertThat(folder.resolve("password")).hasContent("p\"w$\n");
  }

  @Test
  void theRequestForASecretIsSignedAsBotocoreWould(@TempDir Path folder) throws Exception {
    run("secrets", folder.toString());
    Asked request = secrets.asked().getLast();
    assertThat(request.body()).isEqualTo("{\"SecretId\": \"esform/vpc-1/store-1\"}");
    assertSigned("secretsmanager", secrets.endpoint(), request);
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
    String plain = secrets.endpoint() + address.getRawPath();
    String time = values.getOrDefault("X-Amz-Date", "");
    assertThat(values)
        .containsEntry("X-Amz-Signature", judged("s3", "GET", plain, Map.of(), "", time))
        .containsEntry("X-Amz-Expires", "3600");
  }

  @Test
  void anObjectIsWrittenToAFile(@TempDir Path folder) throws Exception {
    byte[] content = {0, (byte) 0xff, 10};
    try (var objects =
        StoredObjects.at(
            InetAddress.getLoopbackAddress(),
            name -> Optional.of(content).filter(_ -> name.equals("b/k")))) {
      endpoints.put("AWS_ENDPOINT_URL_S3", objects.endpoint());
      assertThat(run("get", "s3://b/k", folder.resolve("file").toString())).isEmpty();
      assertThat(objects.asked()).containsExactly("b/k");
    }
    assertThat(folder.resolve("file")).hasBinaryContent(content);
  }

  private String publish(Path folder, String time, String failure, int free) throws Exception {
    Path file = folder.resolve("status.json");
    Files.writeString(
        file,
        "{\"format\":1,\"time\":\"%s\",\"generation\":3,\"probes\":{\"disk\":\"\",\"nginx\":\"%s\"},\"disk\":{\"free\":%d}}"
            .formatted(time, failure, free));
    return run("status", file.toString(), folder.resolve("mark").toString());
  }

  /// The document names its instance, as the parameter has only the name of the host.
  @Test
  void theStatusDocumentIsPutAndSignedAsBotocoreWould(@TempDir Path folder) throws Exception {
    assertThat(publish(folder, "12:00", "it's {\\u007b \\u00e4", 9)).isEmpty();

    Asked request = published.asked().getLast();
    Golden.check("render/boot/status-request.json", request.body() + "\n");
    assertSigned("ssm", published.endpoint(), request);
  }

  /// As all hosts of an account share a small number of writes.
  @Test
  void theStatusDocumentIsPutAgainOnlyWhenItSaysSomethingNew(@TempDir Path folder)
      throws Exception {
    int before = published.asked().size();
    publish(folder, "12:00", "", 9);
    publish(folder, "12:01", "", 8);
    assertThat(published.asked()).hasSize(before + 1);

    publish(folder, "12:02", "nginx is failed", 8);
    assertThat(published.asked()).hasSize(before + 2);
  }

  @Test
  void theStatusDocumentIsPutAgainAfterAWhile(@TempDir Path folder) throws Exception {
    int before = published.asked().size();
    publish(folder, "12:00", "", 9);
    Path mark = folder.resolve("mark");
    Files.writeString(mark, Files.readString(mark).replaceFirst("[0-9.]+", "-1000"));
    publish(folder, "12:05", "", 9);
    assertThat(published.asked()).hasSize(before + 2);
  }

  @Test
  void aStatusDocumentThatIsThrottledIsPutAgain(@TempDir Path folder) throws Exception {
    published.refuseNext("ThrottlingException");
    assertThat(publish(folder, "12:00", "throttled at first", 9)).isEmpty();
    assertThat(published.documents().get("/esform/vpc-1/store-1")).contains("throttled at first");
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("python3", SCRIPT.toString()));
    words.addAll(List.of(arguments));
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.endpoint());
    builder.environment().put("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets.endpoint());
    builder.environment().put("AWS_ENDPOINT_URL_S3", secrets.endpoint());
    builder.environment().put("AWS_ENDPOINT_URL_SSM", published.endpoint());
    builder.environment().putAll(endpoints);
    return output(builder.start(), "");
  }

  private static void assertSigned(String service, String endpoint, Asked request)
      throws IOException, InterruptedException {
    var signed =
        Map.of(
            "content-type", request.header("content-type"),
            "x-amz-target", request.header("x-amz-target"));
    String expected =
        judged(
            service, "POST", endpoint + "/", signed, request.body(), request.header("x-amz-date"));
    assertThat(request.header("authorization")).endsWith("Signature=" + expected);
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
            "region", InstanceMetadata.REGION,
            "access_key", InstanceMetadata.ACCESS_KEY_ID,
            "secret_key", InstanceMetadata.SECRET_KEY,
            "token", InstanceMetadata.SESSION_TOKEN);
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
