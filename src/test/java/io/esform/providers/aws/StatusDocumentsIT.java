package io.esform.providers.aws;

import static io.esform.providers.aws.HostText.HOST;
import static io.esform.providers.aws.HostText.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.diag.Diagnostic;
import io.esform.diag.Severity;
import io.esform.plan.Action;
import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.AwsProxy.Upstream;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.OtherHand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/// The status documents of hosts, which this test writes instead of them.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class StatusDocumentsIT {

  private static final String MAIN = HostText.of("max_connections = 500");
  private static final String LONG_AGO = "2000-01-01T00:00:00.000Z";

  @AutoClose private final Emulation aws = Emulation.start(this::answer);
  @AutoClose private final SsmClient ssm = OtherHand.ssm(aws);

  /// Replacements in answers by operation, as a regular expression and its replacement.
  private final Map<String, List<String>> changes = new TreeMap<>();

  /// Operations that are refused.
  private final List<String> denied = new ArrayList<>();

  /// Operations whose first answer is lost.
  private final List<String> lost = new ArrayList<>();

  private AwsBench bench = new AwsBench(aws, IMAGE);

  @BeforeEach
  void begin() {
    aws.reset();
    changes.clear();
    denied.clear();
    lost.clear();
    bench = new AwsBench(aws, IMAGE);
    bench.apply(MAIN);
  }

  private @Nullable Answer answer(AwsCall call, Upstream upstream)
      throws IOException, InterruptedException {
    String operation = call.operation();
    if (denied.contains(operation)) {
      return refusal(400, "AccessDeniedException");
    }
    if (lost.remove(operation)) {
      upstream.ask(call.body());
      return refusal(500, "InternalServerError");
    }
    List<String> change = changes.get(operation);
    if (change == null) {
      return null;
    }
    Answer answer = upstream.ask(call.body());
    String text =
        new String(answer.body(), StandardCharsets.UTF_8)
            .replaceAll(change.getFirst(), change.getLast());
    return new Answer(answer.status(), answer.headers(), text.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer refusal(int status, String code) {
    return new Answer(
        status,
        Map.of("content-type", "application/x-amz-json-1.1"),
        "{\"__type\":\"%s\",\"message\":\"no\"}".formatted(code).getBytes(StandardCharsets.UTF_8));
  }

  private void startedLongAgo() {
    changes.put(
        "DescribeInstances", List.of("<launchTime>[^<]+<", "<launchTime>" + LONG_AGO + "<"));
  }

  private void write(String text) {
    ssm.putParameter(
        request -> request.name(name()).value(text).type(ParameterType.STRING).overwrite(true));
  }

  private void write(String instance, String failure) {
    write(
        """
        {"instance":"%s","format":1,"time":"2026-01-31T12:00:00Z","boot":"ready 1","generation":1,\
        "probes":{"disk":"","database":"%s"}}\
        """
            .formatted(instance, failure));
  }

  private String name() {
    return "/esform/" + bench.id("aws_vpc.main") + "/db";
  }

  private List<Diagnostic> reported() {
    return bench.reported(MAIN).all();
  }

  @Test
  void aHostThatReportsAFailedProbeIsRestarted() {
    write(bench.id(HOST), "");
    bench.assertNothingToDo(MAIN);

    write(bench.id(HOST), "mariadb is failed");
    assertThat(bench.action(MAIN, HOST)).isEqualTo(Action.UPDATE);
    aws.proxy().forgetCalls();
    bench.apply(MAIN);
    assertThat(aws.changes()).contains("ec2:StopInstances", "ec2:StartInstances");
  }

  @Test
  void theDocumentOfAnEarlierInstanceIsNotThatOfItsSuccessor() {
    write("i-0123456789abcdef0", "mariadb is failed");
    bench.assertNothingToDo(MAIN);
  }

  /// Others may have overwritten the parameter.
  @ParameterizedTest
  @ValueSource(strings = {"word", "{}", "{\"format\": 2}", "[1, 2"})
  void aParameterThatIsNoDocumentIsNoDrift(String text) {
    write(text);
    bench.assertNothingToDo(MAIN);
  }

  @Test
  void aHostThatHasStoppedToReportIsRestarted() {
    startedLongAgo();
    write(bench.id(HOST), "");
    bench.assertNothingToDo(MAIN);

    changes.put("GetParameters", List.of("(\"LastModifiedDate\": *)[0-9.]+", "$11000000000"));
    assertThat(bench.action(MAIN, HOST)).isEqualTo(Action.UPDATE);
  }

  /// Such as one without the permission: another start would not help.
  @Test
  void aHostThatHasNeverReportedIsAWarningAndNoDrift() {
    assertThat(reported()).isEmpty();

    startedLongAgo();
    bench.assertNothingToDo(MAIN);
    assertThat(reported())
        .singleElement()
        .satisfies(diagnostic -> {
          assertThat(diagnostic.severity()).isEqualTo(Severity.WARNING);
          assertThat(diagnostic.summary()).isEqualTo("Host does not report");
          assertThat(diagnostic.detail()).contains(name(), "ssm:PutParameter");
          assertThat(diagnostic.address()).isEqualTo(HOST);
        });
  }

  @Test
  void aHostOfAnEarlierVersionIsNotAsked() {
    startedLongAgo();
    try (var ec2 = OtherHand.ec2(aws)) {
      ec2.deleteTags(request ->
          request
              .resources(bench.id(HOST))
              .tags(
                  software.amazon.awssdk.services.ec2.model.Tag.builder()
                      .key("esform:status")
                      .build()));
    }
    aws.proxy().forgetCalls();

    assertThat(reported()).isEmpty();
    assertThat(aws.proxy().calls()).noneMatch(call -> call.service().equals("ssm"));
  }

  @Test
  void aMissingPermissionOfEsformIsNamed() {
    denied.add("GetParameters");
    assertThatThrownBy(() -> bench.plan(MAIN))
        .hasMessageContaining("Not permitted")
        .hasMessageContaining("ssm:GetParameters");
  }

  @Test
  void aHostIsDeletedWithItsDocumentAlsoAfterALostAnswer() {
    write(bench.id(HOST), "");
    lost.add("DeleteParameter");
    bench.destroy(MAIN);
    assertThat(ssm.describeParameters().parameters())
        .extracting(ParameterMetadata::name)
        .noneMatch(name -> name.startsWith("/esform/"));
  }
}
