package io.esform.testing;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.schema.Schema;
import io.esform.state.JournalRecord;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.BackendType;
import io.esform.state.backend.SavedOutputs;
import io.esform.state.backend.Workspaces;
import io.esform.state.file.StateCodec;
import io.esform.value.Value.ObjectValue;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Another type of backend, where the call with a given number fails. All workspaces and backends
/// count together.
///
/// @param at the number of the call, from 1
public record FaultyBackendType(BackendType type, Fault fault, int at, AtomicInteger calls)
    implements BackendType {

  /// The fault of the call.
  public enum Fault {
    /// It does nothing and fails.
    FAIL_BEFORE,
    /// It does its work and fails: its response is lost.
    FAIL_AFTER,
    /// The process ends before it.
    HALT_BEFORE,
    /// The process ends after it.
    HALT_AFTER
  }

  public static FaultyBackendType striking(BackendType type, Fault fault, int at) {
    return new FaultyBackendType(type, fault, at, new AtomicInteger());
  }

  /// Whether the call was reached.
  public boolean hasStruck() {
    return calls.get() >= at;
  }

  @Override
  public String name() {
    return type.name();
  }

  @Override
  public Schema schema() {
    return type.schema();
  }

  @Override
  public OpenedWorkspaces open(ObjectValue arguments, BackendEnvironment environment) {
    OpenedWorkspaces opened = type.open(arguments, environment);
    Workspaces workspaces = opened.workspaces();
    return workspaces == null
        ? opened
        : new OpenedWorkspaces(new FaultyWorkspaces(workspaces), opened.diagnostics());
  }

  private interface Call<T> {
    T run() throws IOException;
  }

  private <T> T call(Call<T> call) throws IOException {
    int number = calls.incrementAndGet();
    boolean halts = fault == Fault.HALT_BEFORE || fault == Fault.HALT_AFTER;
    if (number < at || (number > at && !halts)) {
      return call.run();
    }
    if (number == at && (fault == Fault.FAIL_AFTER || fault == Fault.HALT_AFTER)) {
      call.run();
    }
    if (halts) {
      throw new FaultyDisk.Halt();
    }
    throw new IOException("503 Slow Down");
  }

  /// The same for a call that returns its failure.
  private <T> T call(Call<T> call, T failure) {
    try {
      return call(call);
    } catch (IOException _) {
      return failure;
    }
  }

  private static Diagnostics failed() {
    return Diagnostics.of(Diagnostic.error("Storage failed", "503 Slow Down"));
  }

  private final class FaultyWorkspaces implements Workspaces {

    private final Workspaces workspaces;

    FaultyWorkspaces(Workspaces workspaces) {
      this.workspaces = workspaces;
    }

    @Override
    public List<String> names() throws IOException {
      return call(workspaces::names);
    }

    @Override
    public boolean exists(String name) throws IOException {
      return call(() -> workspaces.exists(name));
    }

    @Override
    public boolean isEmpty(String name) throws IOException {
      return call(() -> workspaces.isEmpty(name));
    }

    @Override
    public void create(String name) throws IOException {
      call(() -> {
        workspaces.create(name);
        return true;
      });
    }

    @Override
    public void delete(String name) throws IOException {
      call(() -> {
        workspaces.delete(name);
        return true;
      });
    }

    @Override
    public void finishDeletions() throws IOException {
      call(() -> {
        workspaces.finishDeletions();
        return true;
      });
    }

    @Override
    public Backend backend(String name, StateCodec codec) {
      return new FaultyBackend(workspaces.backend(name, codec));
    }
  }

  private final class FaultyBackend implements Backend {

    private final Backend backend;

    FaultyBackend(Backend backend) {
      this.backend = backend;
    }

    @Override
    public Loaded load() {
      return call(backend::load, Loaded.failed(failed()));
    }

    @Override
    public SavedOutputs savedOutputs() {
      return call(backend::savedOutputs, new SavedOutputs("faulty", null, failed()));
    }

    @Override
    public boolean hasChangedSinceLoad() {
      return call(backend::hasChangedSinceLoad, false);
    }

    @Override
    public Diagnostics lock(String operation) {
      return call(() -> backend.lock(operation), failed());
    }

    @Override
    public Saved save(State state) {
      return call(() -> backend.save(state), new Saved(state, failed()));
    }

    @Override
    public Diagnostics append(List<JournalRecord> records) {
      return call(() -> backend.append(records), failed());
    }

    @Override
    public Saved replace(State state) {
      return call(() -> backend.replace(state), new Saved(state, failed()));
    }

    @Override
    public Diagnostics prepare(String lineage) {
      return call(() -> backend.prepare(lineage), failed());
    }

    @Override
    public Diagnostics rescue(State state) {
      return backend.rescue(state);
    }

    @Override
    public Diagnostics unlock() {
      return call(backend::unlock, failed());
    }

    @Override
    public @Nullable String lockHolder() {
      return backend.lockHolder();
    }

    @Override
    public Diagnostics breakLock() {
      return call(backend::breakLock, failed());
    }
  }
}
