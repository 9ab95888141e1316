package io.esform.address;

import io.esform.address.ModuleAddress.Segment;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A move of objects from one target to another address.
///
/// If neither end has a key, every instance moves and keeps its key; else only the instance `from`
/// moves.
public final class Move {

  private final Target from;
  private final Target to;

  private Move(Target from, Target to) {
    this.from = from;
    this.to = to;
  }

  /// @param move null when the diagnostics contain an error
  public record ParsedMove(@Nullable Move move, Diagnostics diagnostics) {}

  /// Creates a move. Both ends must have the same kind (module or resource), mode and type.
  public static ParsedMove of(Target from, Target to) {
    String fault =
        from.equals(to) ? "Source and target are both %s.".formatted(from) : fault(from, to);
    return fault == null
        ? new ParsedMove(new Move(from, to), Diagnostics.none())
        : new ParsedMove(null, Diagnostics.of(Diagnostic.error("Invalid move", fault)));
  }

  private static @Nullable String fault(Target from, Target to) {
    return switch (from) {
      case Target.OfModule inner ->
          switch (to) {
            case Target.OfModule(var outer) ->
                inner.contains(outer) && outer.segments().size() > inner.module().segments().size()
                    ? "%s cannot be moved into itself.".formatted(from)
                    : null;
            case Target.OfResource _ ->
                "%s is a module and %s is a resource. A module can only be moved to a module."
                    .formatted(from, to);
          };
      case Target.OfResource(var before) ->
          switch (to) {
            case Target.OfModule _ ->
                "%s is a resource and %s is a module. Use the address of the resource in that module:\n\n    %s.%s\n"
                    .formatted(from, to, to, local(before));
            case Target.OfResource(var after) -> fault(before.resource(), after.resource());
          };
    };
  }

  private static ResourceInstanceAddress local(ResourceInstanceAddress address) {
    ResourceAddress resource = address.resource();
    return new ResourceAddress(
            ModuleAddress.ROOT, resource.mode(), resource.type(), resource.name())
        .instance(address.key());
  }

  private static @Nullable String fault(ResourceAddress from, ResourceAddress to) {
    return from.mode() == to.mode() && from.type().equals(to.type())
        ? null
        : "%s and %s have different types. The type of an object cannot change: destroy the first and create the second."
            .formatted(from, to);
  }

  public Target from() {
    return from;
  }

  public Target to() {
    return to;
  }

  /// Whether every instance moves and keeps its key.
  public boolean isWhole() {
    return from.key() instanceof InstanceKey.NoKey && to.key() instanceof InstanceKey.NoKey;
  }

  /// The new address of an instance; empty if it does not move.
  public Optional<ResourceInstanceAddress> destination(ResourceInstanceAddress instance) {
    return switch (from) {
      case Target.OfModule(var before) ->
          to instanceof Target.OfModule(var after)
              ? module(instance.resource().module(), before.segments(), after.segments())
                  .map(module -> within(module, instance))
              : Optional.empty();
      case Target.OfResource(var before) ->
          to instanceof Target.OfResource(var after)
                  && instance.resource().equals(before.resource())
              ? key(instance.key(), before.key(), after.key()).map(after.resource()::instance)
              : Optional.empty();
    };
  }

  private static Optional<ModuleAddress> module(
      ModuleAddress module, List<Segment> before, List<Segment> after) {
    int last = before.size() - 1;
    List<Segment> segments = module.segments();
    if (segments.size() < before.size()
        || !segments.subList(0, last).equals(before.subList(0, last))
        || !segments.get(last).name().equals(before.get(last).name())) {
      return Optional.empty();
    }
    return key(segments.get(last).key(), before.get(last).key(), after.getLast().key())
        .map(key -> {
          var moved = new ArrayList<>(after.subList(0, after.size() - 1));
          moved.add(new Segment(after.getLast().name(), key));
          moved.addAll(segments.subList(before.size(), segments.size()));
          return new ModuleAddress(moved);
        });
  }

  private static Optional<InstanceKey> key(InstanceKey key, InstanceKey before, InstanceKey after) {
    if (before instanceof InstanceKey.NoKey && after instanceof InstanceKey.NoKey) {
      return Optional.of(key);
    }
    return key.equals(before) ? Optional.of(after) : Optional.empty();
  }

  private static ResourceInstanceAddress within(
      ModuleAddress module, ResourceInstanceAddress instance) {
    ResourceAddress resource = instance.resource();
    return new ResourceAddress(module, resource.mode(), resource.type(), resource.name())
        .instance(instance.key());
  }

  /// `es_node.a to es_node.b`.
  @Override
  public String toString() {
    return from + " to " + to;
  }
}
