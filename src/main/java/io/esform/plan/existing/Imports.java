package io.esform.plan.existing;

import io.esform.address.InstanceKey;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.Module;
import io.esform.config.MoveRules;
import io.esform.config.Resource;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ImportExpander;
import io.esform.config.evaluation.ImportTarget;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.plan.ConfigurationResolver.Resolved;
import io.esform.plan.existing.SchemaUpgrades.Upgraded;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.inputs.Recorded;
import io.esform.plan.instance.InstancePlanner;
import io.esform.plan.instance.PriorStates;
import io.esform.plan.secrets.SecretTexts;
import io.esform.plan.select.Selection;
import io.esform.provider.Connection;
import io.esform.provider.Importable;
import io.esform.provider.Importable.ImportRequest;
import io.esform.provider.Importable.ImportResponse;
import io.esform.provider.PartlyReadable;
import io.esform.provider.ResourceType;
import io.esform.schema.Schema;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.value.Marks;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the objects that a run imports.
public final class Imports {

  private final PlanInputs inputs;
  private final State state;
  private final Module root;
  private final Evaluation evaluation;
  private final DiagnosticSink sink = new DiagnosticSink();
  private final Map<String, Map<String, ResourceInstanceAddress>> idsByType = new HashMap<>();
  private final List<ImportedObject> imported = new ArrayList<>();

  /// An imported object as read.
  ///
  /// @param shownId the target's id, masked if it is secret
  /// @param partial whether the API returns only a part of it, so that its block must set the rest
  public record ImportedObject(
      ImportTarget target, String shownId, Schema schema, InstanceState state, boolean partial) {

    public ImportedObject withState(InstanceState now) {
      return new ImportedObject(target, shownId, schema, now, false);
    }
  }

  /// @param objects the objects that could be read, in source order
  public record ImportResult(List<ImportedObject> objects, Diagnostics diagnostics) {}

  private record ImportableType(ProviderKey provider, ResourceType type, Importable importable) {}

  private Imports(PlanInputs inputs, State state) {
    this.inputs = inputs;
    this.state = state;
    this.root = inputs.root();
    this.evaluation = inputs.over(state);
  }

  /// The objects of `import` blocks that are not in the state yet.
  ///
  /// @param existing already contains the imported objects when a plan file is applied
  public static ImportResult read(PlanInputs inputs, Selection selection, Existing existing) {
    if (inputs.root().refactoring().imports().isEmpty()) {
      return new ImportResult(List.of(), Diagnostics.none());
    }
    var imports = new Imports(inputs, existing.present());
    for (ImportTarget target : imports.targets()) {
      InstanceState found = existing.present().instance(target.address());
      if (!selection.includes(target.address())) {
        continue;
      }
      if (found != null && existing.prior().instance(target.address()) == null) {
        imports.take(target, found);
      } else if (imports.root.resource(target.address().resource()) == null) {
        imports.reportNoConfiguration(target);
      } else if (!imports.isDone(target)) {
        imports.read(target);
      }
    }
    return imports.result();
  }

  /// The objects of `import` blocks without a resource block, for which a block in the root module
  /// can be generated.
  public static ImportResult withoutConfiguration(PlanInputs inputs, State recorded) {
    Upgraded upgraded = SchemaUpgrades.of(inputs.registry(), Recorded.of(recorded));
    if (upgraded.diagnostics().hasErrors()) {
      return new ImportResult(List.of(), upgraded.diagnostics());
    }
    Module root = inputs.root();
    State moved = Moves.follow(root, MoveRules.of(root), upgraded.state()).state();
    var imports = new Imports(inputs, moved);
    imports.sink.report(upgraded.diagnostics());
    for (ImportTarget target : imports.targets()) {
      boolean plain =
          target.address().resource().module().isRoot()
              && target.address().key() instanceof InstanceKey.NoKey;
      boolean declared = root.resource(target.address().resource()) != null;
      if (plain && !declared && !imports.isDone(target)) {
        imports.read(target);
      }
    }
    return imports.result();
  }

  /// Reads one object. Its address must not be in the state yet.
  ///
  /// @param recorded by current schemas
  public static ImportResult one(PlanInputs inputs, State recorded, ImportTarget target) {
    var imports = new Imports(inputs, recorded);
    if (recorded.instance(target.address()) != null) {
      imports.report(
          target,
          "Import address already in use",
          "The state already has an object at %1$s. To import another object, first remove the existing one from the state:\n\n    esform state rm '%1$s'\n"
              .formatted(target.address()));
    } else if (imports.root.resource(target.address().resource()) == null) {
      imports.reportNoConfiguration(target);
    } else {
      imports.read(target);
    }
    return imports.result();
  }

  private ImportResult result() {
    sink.report(evaluation.diagnostics());
    return new ImportResult(List.copyOf(imported), sink.toDiagnostics());
  }

  /// The targets of all blocks, without duplicates of an address.
  private List<ImportTarget> targets() {
    Set<ResourceInstanceAddress> seen = new HashSet<>();
    var targets = new ArrayList<ImportTarget>();
    for (ImportTarget target : ImportExpander.targets(evaluation, sink)) {
      if (seen.add(target.address())) {
        targets.add(target);
      } else {
        report(
            target,
            "Duplicate import configuration",
            "Another import block also has the target %s. An address can have only one object: remove one of the blocks."
                .formatted(target.address()));
      }
    }
    return targets;
  }

  private void report(ImportTarget target, String summary, String detail) {
    sink.report(
        Diagnostic.error(summary, detail, target.subject())
            .withAddress(target.address().toString()));
  }

  private void reportNoConfiguration(ImportTarget target) {
    report(
        target,
        "Configuration for import target does not exist",
        "There is no resource block for %s, so the imported object would be destroyed. First write the block%s"
            .formatted(target.address(), howToWrite(target)));
  }

  private static String howToWrite(ImportTarget target) {
    return switch (target.address().key()) {
      case InstanceKey.NoKey _ ->
          target.subject() != null && target.address().resource().module().isRoot()
              ? ", or generate it from the existing object:\n\n"
                  + "    esform plan --generate-config-out imported.esf\n"
              : ".";
      case InstanceKey.IntKey(var number) ->
          ", with a count of at least %d; --generate-config-out does not generate blocks with several instances."
              .formatted(number + 1);
      case InstanceKey.StringKey key ->
          ", with a for_each that has the key %s; --generate-config-out does not generate blocks with several instances."
              .formatted(key.toString().replaceAll("^\\[|\\]$", ""));
    };
  }

  /// Whether the object was imported before: an `import` block may stay in the configuration.
  private boolean isDone(ImportTarget target) {
    InstanceState known = state.instance(target.address());
    if (known == null) {
      return false;
    }
    String id = importId(target.address(), known);
    if (id != null && !id.equals(target.id())) {
      report(
          target,
          "Import address already in use",
          "The state has another object at %1$s: \"%2$s\", not \"%3$s\". Remove the import block, or remove the other object from the state:\n\n    esform state rm '%1$s'\n"
              .formatted(target.address(), id, target.id()));
    }
    return true;
  }

  private @Nullable String importId(ResourceInstanceAddress address, InstanceState known) {
    ResourceType type =
        inputs.registry().resourceType(known.provider().provider(), address.resource().type());
    if (!(type instanceof Importable importable)) {
      return null;
    }
    ObjectValue object =
        PriorStates.conform(known, type.schema(), address.toString(), new DiagnosticSink());
    return object == null
        ? null
        : importable.importId((ObjectValue) Marks.strip(object)).orElse(null);
  }

  private void read(ImportTarget target) {
    ImportableType found = find(target);
    if (found == null || isManaged(target, found.provider())) {
      return;
    }
    Resolved<Connection> connection = inputs.connections().get(found.provider(), evaluation);
    sink.report(connection.diagnostics());
    Connection opened = connection.value();
    if (opened == null || connection.diagnostics().hasErrors()) {
      return;
    }
    ImportResponse response =
        found
            .importable()
            .importState(opened, new ImportRequest(target.address().toString(), target.id()));
    boolean isSecret = target.sensitive() || found.importable().isIdSecret();
    SecretTexts secrets =
        isSecret ? SecretTexts.of(Value.sensitive(Value.of(target.id()))) : SecretTexts.of();
    for (Diagnostic diagnostic : secrets.hide(response.diagnostics())) {
      sink.report(
          (diagnostic.subject() == null ? diagnostic.withSubject(target.subject()) : diagnostic)
              .withAddress(target.address().toString()));
    }
    ObjectValue object = response.state();
    if (object != null && !response.diagnostics().hasErrors()) {
      add(target, found, object);
    } else if (!response.diagnostics().hasErrors()) {
      report(
          target,
          "Cannot import non-existent remote object",
          "There is no %s with the id \"%s\". The import id is %s."
              .formatted(
                  target.address().resource().type(),
                  shown(target, found.importable()),
                  found.importable().idForm()));
    }
  }

  private void take(ImportTarget target, InstanceState found) {
    ImportableType type = find(target);
    if (type != null) {
      imported.add(
          new ImportedObject(
              target, shown(target, type.importable()), type.type().schema(), found, false));
    }
  }

  private static String shown(ImportTarget target, Importable importable) {
    return target.sensitive() || importable.isIdSecret() ? "(sensitive)" : target.id();
  }

  private void add(ImportTarget target, ImportableType found, ObjectValue object) {
    Schema schema = found.type().schema();
    var state =
        new InstanceState(
            found.provider(),
            InstancePlanner.markState(schema, object, object),
            schema.openAttributes(),
            List.of(),
            1,
            InstanceState.Status.READY,
            schema.version(),
            null);
    boolean partial = found.importable() instanceof PartlyReadable;
    imported.add(
        new ImportedObject(target, shown(target, found.importable()), schema, state, partial));
    ids(target.address().resource().type(), found.provider()).put(target.id(), target.address());
  }

  /// Null if the type cannot be imported; the error is reported.
  private @Nullable ImportableType find(ImportTarget target) {
    ResourceAddress address = target.address().resource();
    if (!inputs.registry().offers(address.type())) {
      report(
          target,
          "Unknown resource type",
          "No provider offers a resource type named \"%s\".".formatted(address.type()));
      return null;
    }
    ProviderKey provider = provider(target);
    ResourceType type =
        provider == null
            ? null
            : inputs.registry().resourceType(provider.provider(), address.type());
    if (type instanceof Importable importable && provider != null) {
      return new ImportableType(provider, type, importable);
    }
    if (provider != null) {
      report(
          target,
          "Type cannot be imported",
          "An object of the type %s of the provider %s cannot be imported: its API does not return all attributes that esform needs."
              .formatted(address.type(), provider));
    }
    return null;
  }

  private @Nullable ProviderKey provider(ImportTarget target) {
    ResourceAddress address = target.address().resource();
    Resource block = root.resource(address);
    if (block != null) {
      return inputs.registry().providerOf(block, root, sink);
    }
    return target.provider() == null
        ? inputs.registry().providerOf(address.type(), root, target.subject(), sink)
        : target.provider();
  }

  private boolean isManaged(ImportTarget target, ProviderKey provider) {
    ResourceInstanceAddress owner =
        ids(target.address().resource().type(), provider).get(target.id());
    if (owner != null) {
      report(
          target,
          "Object already managed",
          "The object \"%s\" is already managed as %s. An object can have only one address: remove this import, or move the object with a moved block."
              .formatted(target.id(), owner));
    }
    return owner != null;
  }

  /// The addresses of all recorded objects of a type, by id.
  private Map<String, ResourceInstanceAddress> ids(String type, ProviderKey provider) {
    return idsByType.computeIfAbsent(
        provider + " " + type,
        _ -> {
          var ids = new HashMap<String, ResourceInstanceAddress>();
          state
              .instances()
              .forEach((address, known) -> {
                if (address.resource().type().equals(type) && known.provider().equals(provider)) {
                  String id = importId(address, known);
                  if (id != null) {
                    ids.put(id, address);
                  }
                }
              });
          return ids;
        });
  }
}
