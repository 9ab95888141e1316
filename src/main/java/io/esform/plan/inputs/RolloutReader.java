package io.esform.plan.inputs;

import io.esform.address.InstanceKey;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceAddress;
import io.esform.config.RolloutBlock;
import io.esform.config.body.ArgumentRanges;
import io.esform.config.body.BodyEvaluator;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.diag.Suggestion;
import io.esform.plan.Rollout;
import io.esform.plan.Rollout.OnFailure;
import io.esform.provider.ResourceType;
import io.esform.provider.Restorable;
import io.esform.value.AttributePath;
import io.esform.value.DurationText;
import io.esform.value.Marks;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the rollout of each resource: its `rollout` block, or the default of its type. Each block
/// is evaluated once for all instances.
public final class RolloutReader {

  private static final int MOST = 1000;

  private final ProviderRegistry registry;
  private final Evaluation evaluation;
  private final boolean unknownAllowed;
  private final DiagnosticSink sink;
  private final Map<ResourceAddress, Optional<Rollout>> known = new HashMap<>();

  /// @param unknownAllowed whether unknown values are accepted, as in validation
  public RolloutReader(
      ProviderRegistry registry,
      Evaluation evaluation,
      boolean unknownAllowed,
      DiagnosticSink sink) {
    this.registry = registry;
    this.evaluation = evaluation;
    this.unknownAllowed = unknownAllowed;
    this.sink = sink;
  }

  /// Null when all instances are changed at once.
  public @Nullable Rollout rollout(ResourceInstance instance, ProviderKey provider) {
    RolloutBlock block = instance.resource().rollout();
    ResourceType type =
        registry.resourceType(provider.provider(), instance.resource().key().type());
    if (block == null) {
      return type != null && type.rollsOut() ? Rollout.ONE_AT_A_TIME : null;
    }
    return known
        .computeIfAbsent(
            instance.resourceAddress(),
            _ -> Optional.of(new Reading(instance, block, type).rollout()))
        .orElse(null);
  }

  /// One `rollout` block.
  private final class Reading {

    private final ResourceInstance instance;
    private final RolloutBlock block;
    private final @Nullable ResourceType type;
    private final ObjectValue values;

    Reading(ResourceInstance instance, RolloutBlock block, @Nullable ResourceType type) {
      this.instance = instance;
      this.block = block;
      this.type = type;
      this.values =
          (ObjectValue)
              Marks.strip(
                  new BodyEvaluator(evaluation.evaluator(), sink)
                      .evaluate(block.body(), RolloutBlock.SCHEMA, instance.module().scope()));
      RolloutBlock.SCHEMA.attributes().keySet().forEach(this::checkKnown);
    }

    Rollout rollout() {
      return new Rollout(
          maxUnavailable(),
          duration(RolloutBlock.READY_TIMEOUT),
          Optional.ofNullable(duration(RolloutBlock.PAUSE)).orElse(Duration.ZERO),
          order(),
          onFailure());
    }

    private void checkKnown(String name) {
      if (!values.get(name).isWhollyKnown() && !unknownAllowed && !sink.hasErrors()) {
        error(
            name,
            "Unknown rollout",
            "\"%s\" must be known during planning, but its value is known only after apply. Use only variables and local values."
                .formatted(name));
      }
    }

    private void error(String name, String summary, String detail) {
      error(AttributePath.of(name), summary, detail);
    }

    private void error(AttributePath path, String summary, String detail) {
      SourceRange range = ArgumentRanges.find(block.body(), path, block.headerRange());
      sink.error(summary, detail, range);
    }

    private int maxUnavailable() {
      if (!(values.get(RolloutBlock.MAX_UNAVAILABLE) instanceof NumberValue(var number))) {
        return 1;
      }
      if (number.stripTrailingZeros().scale() > 0
          || number.signum() <= 0
          || number.compareTo(BigDecimal.valueOf(MOST)) > 0) {
        error(
            RolloutBlock.MAX_UNAVAILABLE,
            "Value out of range",
            "\"max_unavailable\", the number of instances that may be unavailable at once, must be a whole number from 1 to %d, not %s."
                .formatted(MOST, number.toPlainString()));
        return 1;
      }
      return number.intValue();
    }

    private @Nullable Duration duration(String name) {
      if (!(values.get(name) instanceof StringValue(var text))) {
        return null;
      }
      Optional<Duration> duration = DurationText.parse(text);
      boolean empty = name.equals(RolloutBlock.READY_TIMEOUT) && duration.equals(NO_TIME);
      if (duration.isEmpty() || empty) {
        error(
            name,
            "Invalid duration",
            "A duration is %s. \"%s\" is not valid%s."
                .formatted(DurationText.FORM, text, empty ? ", because it is zero" : ""));
      }
      return duration.orElse(null);
    }

    private OnFailure onFailure() {
      if (!(values.get(RolloutBlock.ON_FAILURE) instanceof StringValue(var text))) {
        return OnFailure.STOP;
      }
      return switch (text) {
        case "stop" -> OnFailure.STOP;
        case "restore" -> {
          checkRestorable();
          yield OnFailure.RESTORE;
        }
        default -> {
          error(
              RolloutBlock.ON_FAILURE,
              "Invalid value",
              "\"on_failure\" must be \"stop\" or \"restore\", not \"%s\".".formatted(text));
          yield OnFailure.STOP;
        }
      };
    }

    private void checkRestorable() {
      if (type != null && !(type instanceof Restorable)) {
        error(
            RolloutBlock.ON_FAILURE,
            "Restore not supported",
            "Objects of the type %s cannot be restored after a failed change. Use \"stop\"."
                .formatted(instance.resource().key().type()));
      }
    }

    private List<InstanceKey> order() {
      var keys = new LinkedHashMap<String, InstanceKey>();
      instance
          .module()
          .expansion(instance.resource())
          .keys()
          .keySet()
          .forEach(key -> keys.put(text(key), key));
      var order = new ArrayList<InstanceKey>();
      if (values.get(RolloutBlock.ORDER) instanceof ListValue(_, var elements)) {
        for (int index = 0; index < elements.size(); index++) {
          if (elements.get(index) instanceof StringValue(var text)) {
            add(AttributePath.of(RolloutBlock.ORDER).index(index), text, keys, order);
          }
        }
      }
      return order;
    }

    private void add(
        AttributePath path, String text, Map<String, InstanceKey> keys, List<InstanceKey> order) {
      InstanceKey key = keys.get(text);
      if (key == null) {
        if (!unknownAllowed) {
          error(
              path,
              "Unknown instance key",
              "%s has no instance with the key \"%s\".%s"
                  .formatted(
                      instance.resourceAddress(),
                      text,
                      Suggestion.didYouMean(text, keys.keySet())));
        }
      } else if (order.contains(key)) {
        error(
            path,
            "Duplicate instance key",
            "\"order\" contains the key \"%s\" twice.".formatted(text));
      } else {
        order.add(key);
      }
    }
  }

  private static final Optional<Duration> NO_TIME = Optional.of(Duration.ZERO);

  private static String text(InstanceKey key) {
    return switch (key) {
      case InstanceKey.NoKey() -> "";
      case InstanceKey.IntKey(int index) -> Integer.toString(index);
      case InstanceKey.StringKey(String name) -> name;
    };
  }
}
