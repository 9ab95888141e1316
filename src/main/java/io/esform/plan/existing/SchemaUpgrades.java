package io.esform.plan.existing;

import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.plan.inputs.ProviderRegistry;
import io.esform.plan.inputs.Recorded;
import io.esform.plan.instance.PriorStates;
import io.esform.plan.secrets.SecretTexts;
import io.esform.provider.ResourceType;
import io.esform.provider.UpgradesState;
import io.esform.provider.UpgradesState.UpgradeRequest;
import io.esform.provider.UpgradesState.UpgradeResponse;
import io.esform.schema.Schema;
import io.esform.state.DeposedKey;
import io.esform.state.FailedUpdate;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.OpenIntent;
import io.esform.state.State;
import io.esform.value.AttributePath;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Upgrades recorded objects to the current schemas of their types. Objects of types that no
/// provider offers are unchanged.
public final class SchemaUpgrades {

  private final ProviderRegistry registry;
  private final DiagnosticSink sink = new DiagnosticSink();

  private SchemaUpgrades(ProviderRegistry registry) {
    this.registry = registry;
  }

  /// @param recorded in the current schemas; not usable after errors
  public record Upgraded(Recorded recorded, Diagnostics diagnostics) {

    public State state() {
      return recorded.state();
    }
  }

  public static Upgraded of(ProviderRegistry registry, Recorded recorded) {
    var upgrades = new SchemaUpgrades(registry);
    State state = upgrades.upgrade(recorded.state());
    List<OpenIntent> open = recorded.open().stream().map(upgrades::upgrade).toList();
    return new Upgraded(new Recorded(state, open), upgrades.sink.toDiagnostics());
  }

  private State upgrade(State state) {
    return state
        .withInstances(upgradeAll(state.instances(), address -> address))
        .withDeposed(upgradeAll(state.deposed(), DeposedKey::address));
  }

  private interface Addressed<K> {
    ResourceInstanceAddress of(K key);
  }

  private <K> SortedMap<K, InstanceState> upgradeAll(
      SortedMap<K, InstanceState> objects, Addressed<K> addresses) {
    var upgraded = new TreeMap<>(objects);
    upgraded.replaceAll((key, object) -> upgrade(addresses.of(key), object));
    return upgraded;
  }

  private OpenIntent upgrade(OpenIntent open) {
    ResourceInstanceAddress address = open.intent().address();
    Intent intent =
        switch (open.intent()) {
          case Intent.Create(_, var token, var planned) ->
              new Intent.Create(address, token, upgrade(address, planned));
          case Intent.Update(_, var token, var planned) ->
              new Intent.Update(address, token, upgrade(address, planned));
          case Intent.Delete delete -> delete;
        };
    return new OpenIntent(intent, open.id());
  }

  private InstanceState upgrade(ResourceInstanceAddress address, InstanceState object) {
    ResourceType type =
        registry.resourceType(object.provider().provider(), address.resource().type());
    int known = type == null ? object.schemaVersion() : type.schema().version();
    if (type == null || object.schemaVersion() == known) {
      return object;
    }
    if (object.schemaVersion() > known) {
      reportNewer(address, object.schemaVersion(), known);
      return object;
    }
    if (!(type instanceof UpgradesState upgrading)) {
      throw new EsformBug(
          "The schema of %s has version %d, but the type does not upgrade states."
              .formatted(address.resource().type(), known));
    }
    ObjectValue plain = (ObjectValue) Marks.strip(object.attributes());
    UpgradeResponse response =
        upgrading.upgradeState(
            new UpgradeRequest(address.toString(), object.schemaVersion(), plain));
    for (Diagnostic diagnostic : SecretTexts.of(object.attributes()).hide(response.diagnostics())) {
      sink.report(diagnostic.withAddress(address.toString()));
    }
    ObjectValue attributes = response.attributes();
    return attributes == null || response.diagnostics().hasErrors()
        ? object
        : upgraded(address, object, type.schema(), attributes)
            .withFailedUpdate(upgrade(address, object, object.failedUpdate()));
  }

  private @Nullable FailedUpdate upgrade(
      ResourceInstanceAddress address, InstanceState object, @Nullable FailedUpdate failed) {
    if (failed == null || failed.lastGood() == null) {
      return failed;
    }
    InstanceState good =
        upgrade(address, object.withFailedUpdate(null).withAttributes(failed.lastGood()));
    return new FailedUpdate(good.attributes(), failed.account());
  }

  private InstanceState upgraded(
      ResourceInstanceAddress address, InstanceState object, Schema schema, ObjectValue loose) {
    ObjectValue conforming =
        PriorStates.conform(object.withAttributes(loose), schema, address.toString(), sink);
    if (conforming == null) {
      return object;
    }
    return new InstanceState(
        object.provider(),
        marked(schema, conforming, loose, object.attributes()),
        schema.openAttributes(),
        object.dependencies(),
        object.generation(),
        object.status(),
        schema.version(),
        object.token());
  }

  /// Adds the sensitive marks of the schema and of the state. An attribute that the upgrade has
  /// changed and that contains a secret of the earlier object is marked as a whole.
  ///
  /// @param upgraded as the type returned it
  /// @param before in the earlier schema, with marks
  private static ObjectValue marked(
      Schema schema, ObjectValue attributes, ObjectValue upgraded, ObjectValue before) {
    var paths = new ArrayList<>(schema.sensitivePaths(attributes));
    paths.addAll(Marks.sensitivePaths(before));
    SecretTexts secrets = SecretTexts.of(before);
    var earlier = ((ObjectValue) Marks.strip(before)).attributes();
    upgraded
        .attributes()
        .forEach((name, value) -> {
          if (!value.equals(earlier.get(name)) && secrets.areWithin(value)) {
            paths.add(AttributePath.of(name));
          }
        });
    return (ObjectValue) Marks.apply(attributes, paths);
  }

  private void reportNewer(ResourceInstanceAddress address, int written, int known) {
    sink.report(
        Diagnostic.error(
                "Resource instance managed by newer version",
                "The state contains %s in version %d of the schema of %s. This esform supports version %d and could misread it. Install the esform that has written the state, or a newer one, and run the command again."
                    .formatted(address, written, address.resource().type(), known))
            .withAddress(address.toString()));
  }
}
