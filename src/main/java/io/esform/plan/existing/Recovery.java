package io.esform.plan.existing;

import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.evaluation.Evaluation;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.plan.ConfigurationResolver.Resolved;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.inputs.Recorded;
import io.esform.plan.instance.PriorStates;
import io.esform.plan.secrets.SecretTexts;
import io.esform.provider.Connection;
import io.esform.provider.Recoverable;
import io.esform.provider.Recoverable.FindRequest;
import io.esform.provider.Recoverable.FindResponse;
import io.esform.provider.ResourceType;
import io.esform.provider.Restorable;
import io.esform.schema.Schema;
import io.esform.state.DeposedKey;
import io.esform.state.FailedUpdate;
import io.esform.state.InstanceState;
import io.esform.state.InstanceState.Status;
import io.esform.state.JournalRecord.Identified;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.JournalRecord.Put;
import io.esform.state.OpenIntent;
import io.esform.state.State;
import io.esform.state.WorkingState;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Resolves the open calls of an interrupted run.
///
/// The object of a creation is searched by token and recorded as interrupted, with its id. If none
/// is found, the call may still arrive, so the state keeps the token. After an update or a
/// deletion, the refresh reads the object. The state before an update stays recorded as the last
/// good one. After the return to a good state, the object is assumed to be in it until the refresh
/// has read it.
public final class Recovery {

  private final PlanInputs inputs;
  private final Recorded recorded;
  private final DiagnosticSink sink = new DiagnosticSink();
  private final State prior;

  private Recovery(PlanInputs inputs, Recorded recorded) {
    this.inputs = inputs;
    this.recorded = recorded;
    this.prior = recorded.state();
  }

  /// @param state with the objects that were found
  public record Recovered(State state, Diagnostics diagnostics) {}

  /// Asks the providers; writes nothing.
  public static Recovered of(PlanInputs inputs, Recorded recorded) {
    return recorded.open().isEmpty() && recorded.state().unidentified().isEmpty()
        ? new Recovered(recorded.state(), Diagnostics.none())
        : new Recovery(inputs, recorded).run();
  }

  private Recovered run() {
    Evaluation evaluation = inputs.over(prior);
    var working = new WorkingState(prior);
    for (Intent.Create create : lookedFor()) {
      if (typeOf(create, create.planned()) instanceof Recoverable recoverable) {
        String id = find(create, recoverable, evaluation);
        working.apply(create);
        if (id != null) {
          working.apply(new Identified(create.address(), create.generation(), id));
        } else if (!isNamed(create.planned())) {
          InstanceState asked = create.planned().withToken(create.token());
          working.apply(new Put(create.address(), asked));
        }
      }
    }
    for (OpenIntent open : recorded.open()) {
      if (open.intent() instanceof Intent.Update update) {
        InstanceState now = interrupted(update, working.get(update.address(), update.generation()));
        if (now != null) {
          working.apply(new Put(update.address(), now));
        }
      }
    }
    return new Recovered(working.toState(), sink.toDiagnostics());
  }

  /// The object after an interrupted update; null if the record of it stays.
  private @Nullable InstanceState interrupted(Intent.Update update, @Nullable InstanceState known) {
    if (isRestore(update)) {
      return update.planned();
    }
    if (known == null
        || known.failedUpdate() != null
        || known.status() != Status.READY
        || !(typeOf(update, update.planned()) instanceof Restorable type)) {
      return null;
    }
    String address = update.address().toString();
    ObjectValue before = PriorStates.conform(known, type.schema(), address, sink);
    return before == null || type.isDown((ObjectValue) Marks.strip(before))
        ? null
        : known.withFailedUpdate(
            new FailedUpdate(before, "the last apply was interrupted while it changed this"));
  }

  /// Whether the update is the return to a good state after a failed one.
  private static boolean isRestore(Intent.Update update) {
    return update.planned().failedUpdate() != null;
  }

  /// Creations with an unknown result, of the interrupted run and of earlier ones.
  private List<Intent.Create> lookedFor() {
    var creations = new TreeMap<DeposedKey, Intent.Create>();
    prior
        .unidentified()
        .forEach((key, state) -> {
          if (state.token() != null) {
            creations.put(key, new Intent.Create(key.address(), state.token(), state));
          }
        });
    for (OpenIntent open : recorded.open()) {
      if (open.intent() instanceof Intent.Create create && open.id() == null) {
        creations.put(new DeposedKey(create.address(), create.generation()), create);
      }
    }
    return List.copyOf(creations.values());
  }

  /// Whether the id follows from the configuration, so that the refresh can find the object.
  private static boolean isNamed(InstanceState planned) {
    return planned.withToken("").isIdentified();
  }

  private @Nullable ResourceType typeOf(Intent call, InstanceState planned) {
    ProviderKey provider = planned.provider();
    ResourceInstanceAddress address = call.address();
    String type = address.resource().type();
    ResourceType found = inputs.registry().resourceType(provider.provider(), type);
    if (found == null) {
      sink.report(
          Diagnostic.error(
                  "Unknown resource type",
                  "A run was interrupted while it created or changed %s, but the provider %s does not offer its type."
                      .formatted(address, provider))
              .withAddress(address.toString()));
    }
    return found;
  }

  /// The id of the created object; null when none was found.
  private @Nullable String find(
      Intent.Create create, Recoverable recoverable, Evaluation evaluation) {
    InstanceState planned = create.planned();
    ProviderKey provider = planned.provider();
    ResourceInstanceAddress address = create.address();
    Schema schema = inputs.registry().schema(address.resource().type());
    ObjectValue asked = PriorStates.conform(planned, schema, address.toString(), sink);
    Resolved<Connection> connection = inputs.connections().get(provider, evaluation);
    sink.report(connection.diagnostics());
    Connection opened = connection.value();
    if (asked == null || opened == null) {
      return null;
    }
    FindResponse response =
        recoverable.find(
            opened,
            new FindRequest(address.toString(), (ObjectValue) Marks.strip(asked), create.token()));
    for (Diagnostic diagnostic : SecretTexts.of(asked).hide(response.diagnostics())) {
      sink.report(diagnostic.withAddress(address.toString()));
    }
    return response.id();
  }

  /// One warning for each interrupted call, equal for all calls of one kind.
  public static Diagnostics warnings(List<OpenIntent> interrupted, Existing existing) {
    var sink = new DiagnosticSink();
    for (OpenIntent open : interrupted) {
      ResourceInstanceAddress address = existing.origins().now(open.intent().address());
      InstanceState object = existing.prior().object(address, open.intent().generation());
      boolean there = object != null && object.isIdentified() && !existing.gone().contains(address);
      boolean isRepeated = object != null && !object.isIdentified();
      Diagnostic warning = isRepeated ? repeated() : interrupted(open.intent(), there);
      sink.report(warning.withAddress(address.toString()));
    }
    return sink.toDiagnostics();
  }

  private static Diagnostic repeated() {
    return Diagnostic.warning(
        "Creation was interrupted",
        "A run was interrupted while it created this object, which was not found. The call may"
            + " still arrive, so the next apply repeats it with the same token.",
        null);
  }

  private static Diagnostic interrupted(Intent intent, boolean there) {
    return switch (intent) {
      case Intent.Create _ ->
          Diagnostic.warning(
              "Creation was interrupted",
              there
                  ? "A run was interrupted while it created this object. The object exists, and the"
                      + " plan includes it."
                  : "A run was interrupted while it created this object. The object does not"
                      + " exist.",
              null);
      case Intent.Update update when isRestore(update) ->
          Diagnostic.warning(
              "Restore was interrupted",
              "A run was interrupted while it returned this object to its last good state after a"
                  + " failed update. The plan starts from the current values of the object.",
              null);
      case Intent.Update _ ->
          Diagnostic.warning(
              "Update was interrupted",
              "A run was interrupted while it updated this object. The plan starts from the current"
                  + " values of the object.",
              null);
      case Intent.Delete _ ->
          Diagnostic.warning(
              "Destruction was interrupted",
              there
                  ? "A run was interrupted while it destroyed this object. The object still exists."
                  : "A run was interrupted while it destroyed this object. The object no longer"
                      + " exists.",
              null);
    };
  }
}
