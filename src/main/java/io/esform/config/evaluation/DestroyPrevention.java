package io.esform.config.evaluation;

import io.esform.address.ModuleAddress;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.Module.ResourceKey;
import io.esform.config.ModuleCall;
import io.esform.config.Resource;
import io.esform.diag.DiagnosticSink;
import io.esform.lang.ast.Expression;
import io.esform.value.Conversion;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import java.util.Optional;

/// Evaluates `prevent_destroy`, also for instances that are no longer in the configuration.
public final class DestroyPrevention {

  private static final Value UNKNOWN = Value.unknown(Types.ANY);

  private final Evaluation evaluation;

  public DestroyPrevention(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /// The instance of that address; empty if it is not in the configuration.
  public Optional<ResourceInstance> present(ResourceInstanceAddress address) {
    return evaluation
        .module(address.resource().module())
        .flatMap(module -> {
          Resource block = module.module().resources().get(keyOf(address.resource()));
          return Optional.ofNullable(block == null ? null : module.instance(block, address.key()));
        });
  }

  /// The instance of that address, whose key is no longer in the `count` or `for_each` of the
  /// resource or of a module: its key is known, its `each.value` is unknown. Empty if the block or
  /// a module call was removed.
  public Optional<ResourceInstance> former(ResourceInstanceAddress address) {
    ResourceAddress resource = address.resource();
    ModuleInstance module = evaluation.root();
    for (ModuleAddress.Segment segment : resource.module().segments()) {
      ModuleCall call = module.module().calls().get(segment.name());
      if (call == null) {
        return Optional.empty();
      }
      module = module.childOrFormer(call, segment.key());
    }
    Resource block = module.module().resources().get(keyOf(resource));
    return block == null
        ? Optional.empty()
        : Optional.of(new ResourceInstance(module, block, address.key(), UNKNOWN));
  }

  private static ResourceKey keyOf(ResourceAddress address) {
    return new ResourceKey(address.mode(), address.type(), address.name());
  }

  /// Whether the lifecycle of the instance sets `prevent_destroy`. An unknown or invalid condition
  /// is an error.
  public boolean isPrevented(ResourceInstance instance, DiagnosticSink sink) {
    Expression condition = instance.resource().lifecycle().preventDestroy();
    if (condition == null) {
      return false;
    }
    Value value =
        evaluation
            .evaluator()
            .evaluate(condition, instance.module().scopeOf(instance), sink)
            .unmarked();
    Optional<Value> prevented = Conversion.tryConvert(value, Types.BOOL);
    if (!value.isKnown() && !sink.hasErrors()) {
      sink.error(
          "Unknown prevent_destroy",
          "The value of prevent_destroy is known only after apply. Use only variables and local"
              + " values in the condition.",
          condition.range());
    } else if (prevented.isEmpty() || value.isNull()) {
      sink.error(
          "Invalid condition",
          "A condition must be true or false, but this value is neither.",
          condition.range());
    }
    return prevented.filter(BoolValue.TRUE::equals).isPresent();
  }
}
