package io.esform.providers.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.plan.Action;
import io.esform.provider.Waiter.Pauses;
import io.esform.task.Tasks;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.Workbench;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.Leftovers;
import io.esform.testing.aws.strict.PassingFailures;
import io.esform.testing.aws.strict.StrictAccount;
import io.esform.value.Value.StringValue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The lifecycle of a cluster in an account that is as strict and as slow as a real one: no call is
/// too early, every change is awaited, and transient failures are repaired.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class StrictAccountIT {

  private static final Pauses PAUSES = new Pauses(Duration.ofMillis(5), Duration.ofMillis(20));

  private static final String FIRST = ClusterText.of(500, "db.t3.medium", "default");
  private static final String REBOOTED = ClusterText.of(600, "db.t3.large", "default");
  private static final String REPLACED = ClusterText.of(600, "db.t3.large", "6.1");

  private final StrictAccount account = new StrictAccount();
  private final PassingFailures failures = new PassingFailures();
  @AutoClose private final Emulation aws = Emulation.start(failures, account);

  @BeforeEach
  void forget() {
    failures.turnOff();
    aws.reset();
    account.forget();
  }

  @Test
  void aClusterIsMadeChangedReplacedAndTakenDown() {
    live(FIRST, REBOOTED, REPLACED);

    assertThat(account.shown())
        .containsKeys("instance unknown", "instance pending", "instance stopping")
        .containsKeys("instance shutting-down", "NAT gateway pending", "NAT gateway deleting")
        .containsKeys("database creating", "database available with pending changes")
        .containsKeys("database modifying", "database deleting", "change PENDING")
        .containsKeys("instance profile unknown to EC2", "secret scheduled for deletion");
    assertThat(account.refused())
        .as("nothing but what only trying tells")
        .containsKeys("InvalidParameterValue", "InvalidRequestException", "PriorRequestNotComplete")
        .doesNotContainKeys("DependencyViolation", "DeleteConflict", "InvalidIPAddress.InUse")
        .doesNotContainKeys("InvalidDBSubnetGroupStateFault", "InvalidDBParameterGroupState")
        .doesNotContainKeys("IncorrectInstanceState", "InvalidDBInstanceState");
  }

  /// AWS remembers the requests for deleted objects.
  @Test
  void aClusterIsMadeOnceMoreAtTheSameAddressesWithOtherArguments() {
    var bench = bench();
    live(bench, FIRST);
    live(bench, REPLACED);

    assertThat(account.refused())
        .doesNotContainKeys("IdempotentParameterMismatch", "IdempotentInstanceTerminated")
        .doesNotContainKeys("HostedZoneAlreadyExists");
  }

  /// Every fifth call fails, most of them although they were executed.
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whatFailsInPassingIsMadeGood(int seed) {
    failures.turnOn(seed);
    live(FIRST, REPLACED);
    assertThat(failures.throttled()).isPositive();
    assertThat(failures.unheard()).isGreaterThan(10);
    assertThat(failures.lost()).isGreaterThan(20);
  }

  /// Applies one after the other, and destroys.
  private void live(String... texts) {
    live(bench(), texts);
  }

  private void live(Workbench bench, String... texts) {
    for (String text : texts) {
      apply(bench, text);
      assertMadeOnce();
    }
    var plan = bench.planDestroy(main(texts[texts.length - 1]));
    assertThat(bench.apply(plan).diagnostics()).isEmpty();
    assertThat(bench.backend().kept().isEmpty()).isTrue();
    assertArrived();
    assertThat(leftovers()).isEmpty();
  }

  private void apply(Workbench bench, String text) {
    assertThat(bench.apply(main(text)).diagnostics()).isEmpty();
    assertArrived();
    assertThat(bench.plan(main(text)).changes())
        .allSatisfy(
            change -> assertThat(change.action()).as(change.toString()).isEqualTo(Action.NO_OP));
  }

  /// Every started transition was awaited, except for names of secrets that are not reused, and
  /// changes whose answers were lost.
  private void assertArrived() {
    String unseen = failures.lost() == 0 ? "secret .*" : "(secret|change) .*";
    assertThat(account.underWay()).allMatch(thing -> thing.matches(unseen));
  }

  private void assertMadeOnce() {
    assertThat(leftovers())
        .filteredOn(thing -> thing.startsWith("instance i-"))
        .hasSize(ClusterText.HOSTS + 1);
    assertThat(leftovers())
        .filteredOn(thing -> thing.matches("(VPC|NAT gateway|internet gateway|zone) .*"))
        .hasSize(4);
    assertThat(leftovers())
        .filteredOn(thing -> thing.matches("(address|subnet) (eipalloc|subnet)-.*"))
        .hasSize(2 + 4);
  }

  private List<String> leftovers() {
    return Leftovers.of(aws);
  }

  @Test
  void anAddressThatIsTakenIsTold() {
    var bench = bench();
    apply(bench, HostText.of("max_connections = 500"));
    String other =
        """
        resource "es_database" "second" {
          name     = "second"
          address  = "10.20.1.10"
          password = "an0ther-word"
          deletion_protection = false
          network  = { id = "%s", cidr = "10.20.0.0/16", subnets = { "10.20.1.0/24" = "%s" } }
        }
        """
            .formatted(id(bench, "aws_vpc.main"), id(bench, "aws_subnet.a"));
    assertReported(
        bench().apply(main(other)).diagnostics(), "Address in use", "10.20.1.10 is in use");
  }

  private static String id(Workbench bench, String address) {
    return bench.backend().kept().instances().entrySet().stream()
        .filter(entry -> entry.getKey().toString().equals(address))
        .map(entry -> ((StringValue) entry.getValue().attributes().get("id")).value())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aLimitIsTold() {
    String many = "resource \"aws_eip\" \"a\" {\n  count = 6\n}\n";
    assertReported(
        bench().apply(main(many)).diagnostics(), "Limit reached", "AddressLimitExceeded");
  }

  private static void assertReported(Diagnostics reported, String summary, String words) {
    assertThat(reported.all())
        .singleElement()
        .satisfies(diagnostic -> {
          assertThat(diagnostic.summary()).isEqualTo(summary);
          assertThat(diagnostic.detail()).contains(words);
        })
        .extracting(Diagnostic::address)
        .isNotNull();
  }

  private String main(String text) {
    return aws.provider(HostText.IMAGE) + text;
  }

  private static Workbench bench() {
    var provider =
        new AwsProvider(InstantSource.system(), Tasks.real(), PAUSES, new FakeInputFiles(Map.of()));
    return ClusterText.addModule(new Workbench(provider)).withParallelism(12);
  }
}
