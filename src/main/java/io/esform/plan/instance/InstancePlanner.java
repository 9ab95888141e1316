package io.esform.plan.instance;

import io.esform.plan.secrets.MovedSecrets;
import io.esform.plan.secrets.SecretSpread;
import io.esform.plan.secrets.SecretTexts;
import io.esform.provider.Relations;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.ResourceType.PlanResponse;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.RefusedSecret;
import io.esform.value.AttributePath;
import io.esform.value.Marks;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Plans one instance through its resource type: proposes a state, asks the provider, finds the
/// attributes that force a replacement, and restores sensitive marks, which providers do not see.
/// Pure.
public final class InstancePlanner {

  private InstancePlanner() {}

  /// @param prior the existing object, in the schema's types, with or without marks; null for none
  /// @param configuration in the schema's types, with marks and unknowns
  public static PlannedInstance plan(
      ResourceType type, String address, @Nullable ObjectValue prior, ObjectValue configuration) {
    ObjectValue plainPrior = prior == null ? null : (ObjectValue) Marks.strip(prior);
    ObjectValue plain = (ObjectValue) Marks.strip(configuration);
    PlanResponse response = ask(type, address, plainPrior, plain);
    List<AttributePath> replacement = List.of();
    if (plainPrior != null) {
      replacement = replacementPaths(type.schema(), plainPrior, response);
      if (!replacement.isEmpty()) {
        response = ask(type, address, null, plain);
      }
    }
    SecretTexts secrets = secrets(type.schema(), configuration, prior);
    String effect = response.effect();
    return new PlannedInstance(
        mark(type.schema(), response.planned(), configuration),
        replacement,
        response.claims(),
        secrets.hideAll(response.notes()),
        effect == null ? null : secrets.hide(effect),
        secrets.hideInFaults(response.faults()),
        response.relations());
  }

  /// Faults that the type finds in a configuration, with secrets hidden, and sensitive values of
  /// arguments that refuse them.
  public static List<AttributeDiagnostic> faults(ResourceType type, ObjectValue configuration) {
    var faults = new ArrayList<>(type.validate((ObjectValue) Marks.strip(configuration)));
    for (RefusedSecret refused : type.schema().refusedSecrets(configuration)) {
      faults.add(
          new AttributeDiagnostic(
              refused.path(),
              "Sensitive value not supported",
              "This argument is delivered and shown in clear, so its value must not be sensitive. "
                  + refused.advice()));
    }
    return faults.isEmpty()
        ? faults
        : secrets(type.schema(), configuration, null).hideInFaults(faults);
  }

  /// The secret texts of a configuration, by mark or by schema, and of the existing object.
  public static SecretTexts secrets(
      Schema schema, ObjectValue configuration, @Nullable ObjectValue prior) {
    var plain = (ObjectValue) Marks.strip(configuration);
    return SecretTexts.of(mark(schema, plain, configuration), prior);
  }

  /// The claims of a new object while the object that it replaces still exists. Values that the
  /// provider decides are assumed to be those of the old object.
  public static List<Claim> claims(
      ResourceType type, String address, ObjectValue existing, ObjectValue configuration) {
    ObjectValue plain = (ObjectValue) Marks.strip(configuration);
    ObjectValue assumed =
        ProposedState.merge(type.schema(), (ObjectValue) Marks.strip(existing), plain);
    return type.plan(new PlanRequest(address, null, plain, assumed)).claims();
  }

  /// The claims of an existing object.
  public static List<Claim> claims(ResourceType type, String address, ObjectValue existing) {
    return unchanged(type, address, existing).claims();
  }

  /// The relations of an existing object.
  public static Relations relations(ResourceType type, String address, ObjectValue existing) {
    return unchanged(type, address, existing).relations();
  }

  /// A plan without a change.
  private static PlanResponse unchanged(ResourceType type, String address, ObjectValue existing) {
    ObjectValue plain = (ObjectValue) Marks.strip(existing);
    ObjectValue configuration = plain;
    for (AttributeSchema attribute : type.schema().attributes().values()) {
      if (!attribute.presence().isConfigurable()) {
        configuration = configuration.with(attribute.name(), Value.nullOf(attribute.type()));
      }
    }
    return type.plan(new PlanRequest(address, plain, configuration, plain));
  }

  private static PlanResponse ask(
      ResourceType type, String address, @Nullable ObjectValue prior, ObjectValue configuration) {
    ObjectValue proposed = ProposedState.merge(type.schema(), prior, configuration);
    return type.plan(new PlanRequest(address, prior, configuration, proposed));
  }

  private static List<AttributePath> replacementPaths(
      Schema schema, ObjectValue prior, PlanResponse response) {
    Set<AttributePath> paths = new LinkedHashSet<>();
    collectReplacement(schema, prior, response.planned(), AttributePath.ROOT, paths);
    paths.addAll(response.requiresReplacement());
    return List.copyOf(paths);
  }

  private static void collectReplacement(
      Schema schema,
      ObjectValue prior,
      ObjectValue planned,
      AttributePath at,
      Set<AttributePath> paths) {
    for (AttributeSchema attribute : schema.attributes().values()) {
      String name = attribute.name();
      if (attribute.requiresReplacement() && !prior.get(name).equals(planned.get(name))) {
        paths.add(at.attribute(name));
      }
    }
    for (NestedBlock block : schema.blocks().values()) {
      if (prior.get(block.name()) instanceof ObjectValue before
          && planned.get(block.name()) instanceof ObjectValue after) {
        collectReplacement(block.schema(), before, after, at.attribute(block.name()), paths);
      }
    }
  }

  /// Marks values that are sensitive by schema or by configuration, and values that repeat them.
  public static ObjectValue mark(Schema schema, ObjectValue value, ObjectValue configuration) {
    var paths = new ArrayList<>(schema.sensitivePaths(value));
    paths.addAll(Marks.sensitivePaths(configuration));
    paths.addAll(MovedSecrets.paths(configuration, value));
    if (paths.isEmpty()) {
      return value;
    }
    var marked = (ObjectValue) Marks.apply(value, paths);
    List<AttributePath> spread = SecretSpread.paths(schema, value, marked, configuration);
    return spread.isEmpty() ? marked : (ObjectValue) Marks.apply(marked, spread);
  }

  /// Marks the data that a data source returned, in addition to its own marks.
  public static ObjectValue markData(Schema schema, ObjectValue data, ObjectValue configuration) {
    ObjectValue plain = (ObjectValue) Marks.strip(data);
    return (ObjectValue)
        Marks.apply(mark(schema, plain, configuration), Marks.sensitivePaths(data));
  }

  /// Marks a state that a provider returned, as {@link #plan} marks a plan.
  public static ObjectValue markState(Schema schema, ObjectValue state, ObjectValue planned) {
    return mark(schema, state, planned);
  }
}
