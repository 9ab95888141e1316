package io.esform.plan.existing;

import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.plan.existing.RecordedReads.Answer;
import io.esform.plan.existing.RecordedReads.Opened;
import io.esform.plan.existing.RecordedReads.RecordedObject;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.instance.InstancePlanner;
import io.esform.plan.secrets.SecretTexts;
import io.esform.plan.select.Selection;
import io.esform.provider.ResourceType.ReadResponse;
import io.esform.schema.Schema;
import io.esform.state.DeposedKey;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.value.Value.ObjectValue;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads existing objects.
public final class Refresher {

  private final DiagnosticSink sink = new DiagnosticSink();
  private final State prior;
  private final Set<ResourceInstanceAddress> gone = new TreeSet<>();
  private final SortedMap<ResourceInstanceAddress, InstanceState> instances;
  private final SortedMap<DeposedKey, InstanceState> deposed;

  /// @param state the objects that still exist
  /// @param gone recorded objects that no longer exist
  public record Refreshed(State state, Set<ResourceInstanceAddress> gone, Diagnostics diagnostics) {

    /// The result of an earlier refresh of `prior`.
    public static Refreshed of(State prior, State found) {
      var gone = new TreeSet<>(prior.instances().keySet());
      gone.removeAll(found.instances().keySet());
      return new Refreshed(found, gone, Diagnostics.none());
    }

    /// The result without a refresh: all objects as recorded.
    public static Refreshed unread(State prior) {
      return new Refreshed(prior, Set.of(), Diagnostics.none());
    }
  }

  private Refresher(State prior) {
    this.prior = prior;
    this.instances = new TreeMap<>(prior.instances());
    this.deposed = new TreeMap<>(prior.deposed());
  }

  /// Reads the recorded objects, unless the options disable the refresh.
  public static Refreshed refresh(PlanInputs inputs, Selection selection, State prior) {
    if (!inputs.options().refresh() || prior.isEmpty()) {
      return Refreshed.unread(prior);
    }
    var refresher = new Refresher(prior);
    RecordedReads.of(inputs, prior, selection::includes)
        .ask(Refresher::read)
        .forEach(refresher::take);
    return refresher.refreshed();
  }

  /// @param responses one for each object, in order
  private record Read(Schema schema, Iterable<ReadResponse> responses) {}

  private static Read read(Opened opened) {
    return new Read(
        opened.type().schema(), opened.type().read(opened.connection(), opened.requests()));
  }

  private void take(Answer<Read> answer) {
    Map<DeposedKey, ObjectValue> objects = new TreeMap<>();
    var faults = new DiagnosticSink();
    faults.report(answer.diagnostics());
    Read read = answer.value();
    if (read != null) {
      collect(answer, read, objects, faults);
    }
    sink.report(faults.toDiagnostics());
    answer.asked().forEach(known -> settle(known, objects.get(known.key()), faults.hasErrors()));
  }

  private static void collect(
      Answer<Read> answer, Read read, Map<DeposedKey, ObjectValue> objects, DiagnosticSink faults) {
    var responses = read.responses().iterator();
    for (RecordedObject each : answer.asked()) {
      ReadResponse response = responses.next();
      ObjectValue before = each.state().attributes();
      for (Diagnostic diagnostic : SecretTexts.of(before).hide(response.diagnostics())) {
        faults.report(diagnostic.withAddress(each.address().toString()));
      }
      ObjectValue state = response.state();
      if (state != null) {
        objects.put(each.key(), InstancePlanner.markState(read.schema(), state, before));
      }
    }
  }

  /// @param now null if the object was not found
  /// @param faulty whether that may be because of an error
  private void settle(RecordedObject known, @Nullable ObjectValue now, boolean faulty) {
    boolean isDeposed = prior.deposed().containsKey(known.key());
    if (now != null && isDeposed) {
      deposed.put(known.key(), refreshed(known.state(), now));
    } else if (now != null) {
      instances.put(known.address(), refreshed(known.state(), now));
    } else if (!faulty && isDeposed) {
      deposed.remove(known.key());
    } else if (!faulty) {
      instances.remove(known.address());
      gone.add(known.address());
    }
  }

  /// The object with attributes as read. An object whose creation was interrupted keeps its planned
  /// attributes until the creation has ended.
  private static InstanceState refreshed(InstanceState known, ObjectValue now) {
    return known.status() == InstanceState.Status.INTERRUPTED ? known : known.withAttributes(now);
  }

  private Refreshed refreshed() {
    State found = prior.withInstances(instances).withDeposed(deposed);
    return new Refreshed(found, gone, sink.toDiagnostics());
  }
}
