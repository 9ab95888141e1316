package io.esform.testing.aws;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostics;
import io.esform.es.InputFiles;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.Plan;
import io.esform.providers.aws.AwsProvider;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.Workbench;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// Plans and applies configurations on the emulated AWS, in successive runs on one state. It adds
/// the provider block, and executes steps one after another, so that calls have one order.
public final class AwsBench {

  private final Emulation aws;
  private final String provider;
  private final InputFiles files;
  private final Workbench bench;

  /// @param more lines of the provider block
  public AwsBench(Emulation aws, String... more) {
    this(aws, new FakeInputFiles(Map.of()), more);
  }

  /// @param files of this machine
  /// @param more lines of the provider block
  public AwsBench(Emulation aws, InputFiles files, String... more) {
    this.aws = aws;
    this.provider = aws.provider(more);
    this.files = files;
    this.bench = new Workbench(new AwsProvider(InstantSource.system(), files)).withParallelism(1);
  }

  /// As {@link Workbench#plannedAt}.
  public void plannedAt(Instant time) {
    bench.plannedAt(time);
  }

  /// Applies, and checks that the next plan, with a refresh, is empty.
  public void apply(String main) {
    assertThat(bench.apply(plan(main)).diagnostics()).isEmpty();
    assertNothingToDo(main);
  }

  public Diagnostics tryApply(String main) {
    return bench.apply(plan(main)).diagnostics();
  }

  public Plan plan(String main) {
    return bench.plan(provider + main);
  }

  /// The diagnostics of a plan.
  public Diagnostics reported(String main) {
    plan(main);
    return bench.reported();
  }

  public void assertNothingToDo(String main) {
    assertThat(plan(main).changes())
        .allSatisfy(
            change -> assertThat(change.action()).as(change.toString()).isEqualTo(Action.NO_OP));
  }

  /// The planned action for that instance.
  public Action action(String main, String address) {
    return change(main, address).action();
  }

  public Change change(String main, String address) {
    return plan(main).changes().stream()
        .filter(change -> change.address().toString().equals(address))
        .findFirst()
        .orElseThrow();
  }

  /// Imports an existing object into a new state, and checks that the plan is empty afterwards.
  ///
  /// @param main only literal values, and the block of that address
  public void adopt(String main, String address, String id) {
    String block = "import {\n  to = %s\n  id = \"%s\"\n}\n".formatted(address, id);
    var other = new AwsBench(aws, files);
    assertThat(other.action(block + main, address)).isEqualTo(Action.NO_OP);
    other.apply(block + main);
  }

  /// Destroys all objects, and checks that the state is empty.
  public void destroy(String main) {
    Plan plan = bench.planDestroy(provider + main);
    assertThat(bench.apply(plan).diagnostics()).isEmpty();
    assertThat(bench.backend().kept().isEmpty()).isTrue();
  }

  public String id(String address) {
    return text(address, "id");
  }

  public String text(String address, String attribute) {
    Value found = state(address).get(attribute);
    return found instanceof StringValue(var text) ? text : found.toString();
  }

  public Value output(String name) {
    return requireNonNull(bench.backend().kept().outputs().get(name));
  }

  /// The last saved state of the instance.
  public ObjectValue state(String address) {
    return bench.backend().kept().instances().entrySet().stream()
        .filter(entry -> entry.getKey().toString().equals(address))
        .map(entry -> entry.getValue().attributes())
        .findFirst()
        .orElseThrow();
  }
}
