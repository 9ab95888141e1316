package io.esform.state.backend.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.AddressParser;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.Diagnostics;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.JournalRecord.Put;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import io.esform.state.backend.BackendType.OpenedWorkspaces;
import io.esform.state.backend.Processes;
import io.esform.state.backend.Workspaces;
import io.esform.state.disk.Disk;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.testing.BackendEnvironments;
import io.esform.value.Value;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A run with the backend `http`.
record HttpRun(Backend backend, PausingTasks tasks) {

  /// Processes of this machine that have all ended, or none.
  record FakeProcesses(boolean haveEnded) implements Processes {
    @Override
    public String birth() {
      return "1";
    }

    @Override
    public boolean hasEnded(long pid, String birth) {
      return haveEnded;
    }
  }

  static HttpRun of(Path directory, Map<String, Value> arguments) {
    return of(directory, arguments, new FakeProcesses(false));
  }

  static HttpRun of(Path directory, Map<String, Value> arguments, Processes processes) {
    var tasks = new PausingTasks();
    OpenedWorkspaces opened = opened(directory, arguments, processes, tasks);
    assertThat(opened.diagnostics().all()).isEmpty();
    var codec = new StateCodec(new KeySource.NoKey(), "0.1.0", new SecureRandom(), Disk.real());
    return new HttpRun(
        requireNonNull(opened.workspaces()).backend(Workspaces.DEFAULT, codec), tasks);
  }

  private static OpenedWorkspaces opened(
      Path directory, Map<String, Value> arguments, Processes processes, PausingTasks tasks) {
    var type = new HttpBackendType(processes);
    var all = new TreeMap<>(type.schema().blank().attributes());
    all.putAll(arguments);
    return type.open(
        Value.objectOf(all), BackendEnvironments.of(directory, directory, Disk.real(), tasks));
  }

  /// Locks the state, and saves it with an output.
  State begin() {
    assertThat(backend.lock("apply").all()).isEmpty();
    return saved(with(loaded(), 1));
  }

  State loaded() {
    Backend.Loaded loaded = backend.load();
    assertThat(loaded.diagnostics().all()).isEmpty();
    return requireNonNull(loaded.state());
  }

  State saved(State state) {
    Backend.Saved saved = backend.save(state);
    assertThat(saved.diagnostics().all()).isEmpty();
    return saved.state();
  }

  void appendPut(String name) {
    assertThat(backend.append(List.of(put(name))).all()).isEmpty();
  }

  void appendIntent(String name) {
    assertThat(backend.append(List.of(intent(name))).all()).isEmpty();
  }

  static Put put(String name) {
    return new Put(address(name), instance(name));
  }

  static Intent intent(String name) {
    return new Intent.Create(address(name), "token-" + name, instance(name));
  }

  static ResourceInstanceAddress address(String name) {
    return requireNonNull(AddressParser.parseInstance("thing." + name).address());
  }

  private static InstanceState instance(String name) {
    return new InstanceState(
        ProviderKey.parse("fake"),
        Value.objectOf(Map.of("id", Value.of(name))),
        Set.of(),
        List.of(),
        1,
        InstanceState.Status.READY);
  }

  static State with(State state, int output) {
    return state.withOutputs(new TreeMap<>(Map.of("number", Value.of(output))));
  }

  static String summary(Diagnostics diagnostics) {
    assertThat(diagnostics.all()).hasSize(1);
    return diagnostics.all().getFirst().summary();
  }

  static String detail(Diagnostics diagnostics) {
    assertThat(diagnostics.all()).hasSize(1);
    return diagnostics.all().getFirst().detail();
  }
}
