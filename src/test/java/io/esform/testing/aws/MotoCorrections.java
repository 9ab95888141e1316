package io.esform.testing.aws;

import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsProxy.Answering;
import io.esform.testing.aws.AwsProxy.Upstream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Corrects differences between moto and EC2: moto expects changed user-data in base64 twice,
/// supports fewer filters, and its instances do not boot, so their console output is written here.
final class MotoCorrections implements Answering {

  private static final String NEW_USER_DATA = "UserData.Value";
  private static final Pattern USER_DATA =
      Pattern.compile("<userData>\\s*<value>([^<]*)</value>", Pattern.DOTALL);
  private static final Pattern GENERATION = Pattern.compile("ESFORM_GENERATION=([0-9]+)");

  @Override
  public @Nullable Answer answer(AwsCall call, Upstream emulator)
      throws IOException, InterruptedException {
    String userData = call.parameters().get(NEW_USER_DATA);
    if (call.operation().equals("ModifyInstanceAttribute") && userData != null) {
      String twice = base64(userData.getBytes(StandardCharsets.US_ASCII));
      return emulator.ask(
          call.body()
              .replace(
                  NEW_USER_DATA + "=" + encoded(userData), NEW_USER_DATA + "=" + encoded(twice)));
    }
    if (call.operation().equals("DescribeVpcEndpoints")) {
      return emulator.ask(byIds(call.body()));
    }
    return call.operation().equals("GetConsoleOutput") ? console(call, emulator) : null;
  }

  /// moto does not filter endpoints by id, and lists deleted ones.
  private static String byIds(String body) {
    return body.contains("Filter.1.Name=vpc-endpoint-id")
        ? body.replace("&Filter.1.Name=vpc-endpoint-id", "")
            .replace("Filter.1.Value.", "VpcEndpointId.")
        : body;
  }

  /// The console output of a host with a successful boot script.
  private static Answer console(AwsCall call, Upstream emulator)
      throws IOException, InterruptedException {
    String instance = call.parameters().getOrDefault("InstanceId", "");
    Answer answer =
        emulator.ask(
            "Action=DescribeInstanceAttribute&Version=2016-11-15&Attribute=userData&InstanceId="
                + instance);
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    Matcher userData = USER_DATA.matcher(text);
    if (!userData.find()) {
      return answer;
    }
    Matcher generation = GENERATION.matcher(unpacked(userData.group(1)));
    String output =
        generation.find()
            ? "[    1.0] Linux\r\nesform: generation %1$s\r\nesform: ready %1$s\r\n"
                .formatted(generation.group(1))
            : "[    1.0] Linux\r\n";
    return Answer.xml(
        200,
        "<GetConsoleOutputResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId><instanceId>%s</instanceId><output>%s</output></GetConsoleOutputResponse>"
            .formatted(instance, base64(output.getBytes(StandardCharsets.UTF_8))));
  }

  private static String unpacked(String userData) throws IOException {
    byte[] packed = Base64.getMimeDecoder().decode(userData);
    try (var stream = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
