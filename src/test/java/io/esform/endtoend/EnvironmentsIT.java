package io.esform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.Leftovers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The lifecycle of each environment on an emulated AWS, through the command line.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class EnvironmentsIT {

  /// A file's content in the value of a host's secret.
  private static final Pattern BASE64 = Pattern.compile(" ([A-Za-z0-9+/]+=*)\\\\n");

  /// The password of the trust store in every pack.
  private static final Set<String> KNOWN_TO_ALL = Set.of("wso2carbon");

  @AutoClose private final Emulation aws = Emulation.start();

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "prod"})
  void anEnvironmentIsMadeChangedNodeByNodeGrownAndTakenDown(String name, @TempDir Path root)
      throws Exception {
    var environment = AwsEnvironment.copiedTo(root, name, aws);
    applied(environment);
    assertNoSecretInUserData();
    assertUnchanged(environment);

    aws.proxy().forgetCalls();
    applied(environment.set("max_active=" + (name.equals("staging") ? 30 : 60)));
    assertThat(interleavings(aws.proxy().calls())).as("at most one node is away").isEmpty();
    assertThat(stopped(aws.proxy().calls())).hasSize(nodes(name));
    assertUnchanged(environment);

    aws.proxy().forgetCalls();
    applied(environment.set("store_count=" + (stores(name) + 1)));
    assertThat(count(aws.proxy().calls(), "RunInstances")).isEqualTo(1);
    assertThat(count(aws.proxy().calls(), "TerminateInstances")).isZero();
    assertUnchanged(environment);

    assertProtected(environment);
    applied(environment.set("deletion_protection=false"));
    var destroyed = environment.run("destroy", "-auto-approve");
    assertThat(destroyed.exitCode()).as(destroyed.output()).isZero();
    assertThat(Leftovers.of(aws)).isEmpty();
  }

  /// The plan reads the versions of objects in S3 from the files that it uploads.
  @Test
  void versionsThatDoNotFitAreRefusedBeforeAnythingIsMade(@TempDir Path root) throws Exception {
    var environment =
        AwsEnvironment.copiedTo(root, "prod", aws).setJava("1.7.0_80").setDriver("8.0.7");

    var run = environment.run("apply", "-auto-approve");

    assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    assertThat(run.output().split("Versions do not fit", -1)).hasSize(3);
    assertThat(run.output().replaceAll("\\s+", " "))
        .contains("does not work with Java 1.7.0_80 (archive jre.zip)")
        .contains("cannot connect to MySQL 8.4 (database.server_version)");
    assertThat(count(aws.proxy().calls(), "CreateVpc")).isZero();
  }

  /// User-data is within the limit and contains no value of Secrets Manager.
  private void assertNoSecretInUserData() throws IOException {
    var secrets = new ArrayList<String>();
    for (AwsCall call : aws.proxy().calls()) {
      if (call.operation().equals("CreateSecret")) {
        BASE64
            .matcher(call.body())
            .results()
            .forEach(found -> secrets.add(decoded(found.group(1))));
      }
    }
    assertThat(secrets).isNotEmpty();
    for (AwsCall call : aws.proxy().calls()) {
      if (call.operation().equals("RunInstances")) {
        byte[] packed = Base64.getDecoder().decode(call.parameters().getOrDefault("UserData", ""));
        assertThat(packed).hasSizeLessThanOrEqualTo(16_384);
        String text = unpacked(packed);
        secrets.stream()
            .filter(secret -> !KNOWN_TO_ALL.contains(secret))
            .forEach(secret -> assertThat(text).doesNotContain(secret));
      }
    }
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static String unpacked(byte[] packed) throws IOException {
    try (var stream = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int stores(String name) {
    return name.equals("dev") ? 1 : 2;
  }

  private static int nodes(String name) {
    return 2 * stores(name);
  }

  private static void applied(AwsEnvironment environment) {
    var run = environment.run("apply", "-auto-approve");
    assertThat(run.exitCode()).as(run.output()).isZero();
  }

  private static void assertUnchanged(AwsEnvironment environment) {
    var run = environment.run("plan", "-detailed-exitcode");
    assertThat(run.exitCode()).as(run.output()).isZero();
  }

  private static void assertProtected(AwsEnvironment environment) {
    var run = environment.run("destroy", "-auto-approve");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("Deletion protection");
  }

  private static Set<String> stopped(List<AwsCall> calls) {
    var stopped = new TreeSet<String>();
    calls.stream()
        .filter(call -> call.operation().equals("StopInstances"))
        .forEach(call -> stopped.add(call.parameters().getOrDefault("InstanceId.1", "")));
    return stopped;
  }

  /// Calls that stop an instance before the previously stopped one was ready again.
  private static List<Map<String, String>> interleavings(List<AwsCall> calls) {
    var found = new ArrayList<Map<String, String>>();
    String away = "";
    for (AwsCall call : calls) {
      if (call.operation().equals("StopInstances")) {
        if (!away.isEmpty()) {
          found.add(call.parameters());
        }
        away = call.parameters().getOrDefault("InstanceId.1", "");
      } else if (isReady(call, away)) {
        away = "";
      }
    }
    return found;
  }

  private static boolean isReady(AwsCall call, String instance) {
    return call.operation().equals("CreateTags")
        && instance.equals(call.parameters().get("ResourceId.1"))
        && call.parameters().containsValue("esform:user-data");
  }

  private static long count(List<AwsCall> calls, String operation) {
    return calls.stream().filter(call -> call.operation().equals(operation)).count();
  }
}
