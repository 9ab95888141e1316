package io.esform.providers.aws;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.provider.Importable;
import io.esform.provider.Importable.ImportRequest;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.ApplyResponse;
import io.esform.provider.ResourceType.CreateRequest;
import io.esform.provider.Waiter.Pauses;
import io.esform.providers.aws.ForeignAnswers.Fault;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.task.Tasks;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.NoProgress;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Repeated creation calls after a transient failure, and their tokens.
class RepeatedCallsTest {

  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  private final AwsProvider provider =
      new AwsProvider(
          InstantSource.system(),
          Tasks.real(),
          new Pauses(Duration.ofNanos(1), Duration.ofNanos(1)),
          new FakeInputFiles(Map.of()));
  @AutoClose private final ForeignAnswers server = new ForeignAnswers();
  @AutoClose private final AwsConnection aws = connect();

  RepeatedCallsTest() throws IOException {}

  private AwsConnection connect() {
    return (AwsConnection)
        provider.connect(
            ProviderBlock.SCHEMA
                .blank()
                .with("region", Value.of("eu-central-1"))
                .with("endpoint", Value.of(server.endpoint()))
                .with("max_attempts", Value.of(3)));
  }

  /// Creates an object that is visible after the execution of its creation.
  private ApplyResponse create(String name, String id, String operation, String seenBy) {
    ResourceType type = requireNonNull(provider.resourceTypes().get(name));
    ObjectValue planned =
        requireNonNull(((Importable) type).importState(aws, new ImportRequest("a.b", id)).state());
    server.answerUntil(operation, seenBy, "<%sResponse/>".formatted(seenBy));
    return type.create(aws, new CreateRequest("a.b", planned, TOKEN, new NoProgress()));
  }

  private ApplyResponse createVpc() {
    return create("aws_vpc", "vpc-1", "CreateVpc", "DescribeVpcs");
  }

  @ParameterizedTest
  @EnumSource
  void aCallWithATokenIsRepeatedWithIt(Fault fault) {
    server.failNext("CreateNatGateway", fault);

    assertThat(
            create("aws_nat_gateway", "nat-1", "CreateNatGateway", "DescribeNatGateways")
                .diagnostics())
        .isEmpty();

    assertThat(server.requests("CreateNatGateway"))
        .hasSize(2)
        .allSatisfy(body -> assertThat(body).contains("ClientToken=" + TOKEN));
  }

  @Test
  void aCallWithoutATokenIsRepeatedOnlyWhenItWasNotCarriedOut() {
    server.failNext("CreateVpc", Fault.THROTTLED);
    assertThat(createVpc().diagnostics()).isEmpty();
    assertThat(server.requests("CreateVpc")).hasSize(2);

    server.failNext("CreateVpc", Fault.LOST);
    assertThat(createVpc().diagnostics()).isEmpty();
    assertThat(server.requests("CreateVpc")).hasSize(3);
  }
}
