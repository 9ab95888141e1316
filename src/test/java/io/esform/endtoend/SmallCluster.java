package io.esform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.endtoend.Quickstart.Place;
import io.esform.endtoend.Quickstart.Run;
import io.esform.providers.local.HostProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/// The quickstart with one publisher and one store.
final class SmallCluster implements AutoCloseable {

  static final List<String> NAMES = List.of("publisher.es-wso2.com", "store.es-wso2.com");

  private static final String CALL = "module \"cluster\" {\n";

  private final Quickstart quickstart;
  private final HostProbe probe;
  private final Cluster cluster;
  private final Users users;

  private SmallCluster(Quickstart quickstart, Place place) {
    this.quickstart = quickstart;
    this.probe = HostProbe.of("esform-" + place.name());
    this.cluster = new Cluster(probe, place.name() + "-");
    this.users = new Users(quickstart);
  }

  static SmallCluster copiedTo(Path directory, Place place) throws IOException {
    var small = new SmallCluster(Quickstart.copiedTo(directory, place), place);
    small.setArguments("");
    return small;
  }

  Cluster cluster() {
    return cluster;
  }

  Users users() {
    return users;
  }

  /// Replaces the additional arguments of the module `cluster`.
  void setArguments(String lines) throws IOException {
    setArguments(lines, example -> example);
  }

  /// @param change of the rest of the main file
  void setArguments(String lines, UnaryOperator<String> change) throws IOException {
    quickstart.rewrite(example -> {
      assertThat(example).contains(CALL);
      return change.apply(
          example
              .replace("= var.publisher_count", "= 1")
              .replace("= var.store_count", "= 1")
              .replace(CALL, CALL + lines.indent(2)));
    });
  }

  /// @return a plan that has changes
  String plan() {
    Run plan = quickstart.run("plan", "--detailed-exitcode");
    assertThat(plan.exitCode()).as(plan.output()).isEqualTo(2);
    return plan.output();
  }

  Run apply() {
    return quickstart.run("apply", "--auto-approve");
  }

  /// Applies without an error. Then nothing is left to change, and users log in on both names.
  void applyAndServe() throws Exception {
    Run run = apply();
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(quickstart.run("plan").output()).contains("No changes.");
    for (String name : NAMES) {
      assertThat(users.stay(name)).as(name).isEqualTo("stayed");
    }
  }

  /// What the hosts report after all their probes have run.
  Run status() {
    return quickstart.run("status", "--probe");
  }

  void destroy() {
    Run run = quickstart.run("destroy", "--auto-approve");
    assertThat(run.exitCode()).as(run.output()).isZero();
  }

  @Override
  public void close() throws IOException {
    quickstart.run("destroy", "--auto-approve");
    quickstart.unlinkInputs();
    probe.close();
  }
}
