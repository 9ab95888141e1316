package io.esform.plan.changes;

import io.esform.address.InstanceKey;
import io.esform.address.ModuleAddress;
import io.esform.address.ModuleAddress.Segment;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceAddress;
import io.esform.address.Target;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.MoveProposal;
import io.esform.plan.PriorObject;
import io.esform.plan.Reason;
import io.esform.schema.AttributeSchema;
import io.esform.value.Marks;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds objects that a plan destroys and creates again under another address: the known arguments
/// of the new object equal those of the old one.
///
/// Whole resources are matched first, by all their keys, then single instances; a candidate that
/// matches several others is not proposed, unless only one of them has the same name. Candidates
/// are looked up by their arguments, so the work grows with the number of changes.
public final class MoveProposals {

  /// A resource with all its instances, or one instance (whose key does not matter then).
  private record Candidate(
      Target target, ResourceAddress resource, SortedMap<InstanceKey, Change> instances) {}

  /// The attributes that are compared.
  private record Signature(ProviderKey provider, String type, Set<String> names) {}

  private record Looks(Signature shape, SortedMap<InstanceKey, Map<String, Value>> arguments) {}

  private record Pair(Candidate gone, Candidate made) {}

  private MoveProposals() {}

  public static List<MoveProposal> find(List<Change> changes) {
    List<Change> deleted = changes.stream().filter(MoveProposals::isUnwanted).toList();
    List<Change> created = changes.stream().filter(MoveProposals::isNew).toList();
    if (deleted.isEmpty() || created.isEmpty()) {
      return List.of();
    }
    Map<ResourceAddress, Integer> sizes = new HashMap<>();
    changes.forEach(change -> sizes.merge(change.address().resource(), 1, Integer::sum));
    List<Pair> wholes = match(resources(deleted, sizes), resources(created, sizes));
    var covered = new HashSet<ResourceAddress>();
    for (Pair pair : wholes) {
      covered.add(pair.gone().resource());
      covered.add(pair.made().resource());
    }
    List<Pair> singles = match(instances(deleted, covered), instances(created, covered));
    var proposals = new ArrayList<>(ModuleMoves.fold(wholes, changes));
    singles.forEach(pair -> proposals.add(proposal(pair)));
    return proposals;
  }

  private static MoveProposal proposal(Pair pair) {
    return new MoveProposal(pair.gone().target(), pair.made().target());
  }

  private static boolean isUnwanted(Change change) {
    return change.action() == Action.DELETE
        && change.before() != null
        && !(change.priorObject() instanceof PriorObject.Deposed)
        && (change.reason() == Reason.NOT_IN_CONFIGURATION
            || change.reason() == Reason.KEY_NOT_IN_CONFIGURATION);
  }

  private static boolean isNew(Change change) {
    return change.action() == Action.CREATE
        && change.reason() == Reason.VALUES
        && change.after() != null;
  }

  /// The resources whose changes are all among the given ones.
  private static List<Candidate> resources(
      List<Change> changes, Map<ResourceAddress, Integer> sizes) {
    SequencedMap<ResourceAddress, SortedMap<InstanceKey, Change>> byResource =
        new LinkedHashMap<>();
    for (Change change : changes) {
      byResource
          .computeIfAbsent(change.address().resource(), _ -> new TreeMap<>())
          .put(change.address().key(), change);
    }
    var whole = new ArrayList<Candidate>();
    byResource.forEach((resource, instances) -> {
      if (sizes.getOrDefault(resource, 0) == instances.size()) {
        var target = new Target.OfResource(resource.instance(InstanceKey.none()));
        whole.add(new Candidate(target, resource, instances));
      }
    });
    return whole;
  }

  private static List<Candidate> instances(List<Change> changes, Set<ResourceAddress> without) {
    var single = new ArrayList<Candidate>();
    for (Change change : changes) {
      if (!without.contains(change.address().resource())) {
        var only = new TreeMap<InstanceKey, Change>();
        only.put(InstanceKey.none(), change);
        single.add(
            new Candidate(
                new Target.OfResource(change.address()), change.address().resource(), only));
      }
    }
    return single;
  }

  private static List<Pair> match(List<Candidate> gone, List<Candidate> made) {
    SequencedMap<Looks, List<Candidate>> wanted = new LinkedHashMap<>();
    var shapes = new HashMap<String, Set<Signature>>();
    for (Candidate candidate : made) {
      Signature shape = shape(candidate);
      if (shape.names().isEmpty()) {
        continue;
      }
      shapes.computeIfAbsent(shape.type(), _ -> new HashSet<>()).add(shape);
      wanted.computeIfAbsent(looks(candidate, shape), _ -> new ArrayList<>()).add(candidate);
    }
    Map<Looks, List<Candidate>> known = new HashMap<>();
    for (Candidate candidate : gone) {
      for (Signature shape : shapes.getOrDefault(candidate.resource().type(), Set.of())) {
        Looks looks = looks(candidate, shape);
        if (wanted.containsKey(looks)) {
          known.computeIfAbsent(looks, _ -> new ArrayList<>()).add(candidate);
        }
      }
    }
    var pairs = new ArrayList<Pair>();
    wanted.forEach((looks, candidates) ->
        pairs.addAll(pairs(known.getOrDefault(looks, List.of()), candidates)));
    return unambiguous(pairs);
  }

  /// Candidates with equal arguments: the only two, or those with the same name.
  private static List<Pair> pairs(List<Candidate> gone, List<Candidate> made) {
    if (gone.size() == 1 && made.size() == 1) {
      return List.of(new Pair(gone.getFirst(), made.getFirst()));
    }
    var byName = new HashMap<String, List<Candidate>>();
    gone.forEach(
        it -> byName.computeIfAbsent(it.resource().name(), _ -> new ArrayList<>()).add(it));
    var madeByName = new LinkedHashMap<String, List<Candidate>>();
    made.forEach(
        it -> madeByName.computeIfAbsent(it.resource().name(), _ -> new ArrayList<>()).add(it));
    var pairs = new ArrayList<Pair>();
    madeByName.forEach((name, same) -> {
      List<Candidate> before = byName.getOrDefault(name, List.of());
      if (same.size() == 1 && before.size() == 1) {
        pairs.add(new Pair(before.getFirst(), same.getFirst()));
      }
    });
    return pairs;
  }

  /// The pairs without those whose old object matches new objects of several shapes.
  private static List<Pair> unambiguous(List<Pair> pairs) {
    Map<Target, Integer> uses = new HashMap<>();
    pairs.forEach(pair -> uses.merge(pair.gone().target(), 1, Integer::sum));
    return pairs.stream().filter(pair -> uses.getOrDefault(pair.gone().target(), 0) == 1).toList();
  }

  /// The known arguments and blocks of the new objects, without computed attributes.
  private static Signature shape(Candidate made) {
    Set<String> names = new TreeSet<>();
    Change first = made.instances().firstEntry().getValue();
    for (AttributeSchema attribute : first.schema().attributes().values()) {
      if (attribute.presence().isConfigurable()) {
        names.add(attribute.name());
      }
    }
    names.addAll(first.schema().blocks().keySet());
    for (Change change : made.instances().values()) {
      ObjectValue after = change.after();
      names.removeIf(name -> after == null || !after.get(name).isWhollyKnown());
    }
    return new Signature(first.provider(), made.resource().type(), names);
  }

  private static Looks looks(Candidate candidate, Signature shape) {
    var arguments = new TreeMap<InstanceKey, Map<String, Value>>();
    candidate
        .instances()
        .forEach((key, change) -> {
          ObjectValue object = change.after() == null ? change.before() : change.after();
          var values = new HashMap<String, Value>();
          if (object != null) {
            shape.names().forEach(name -> values.put(name, Marks.strip(object.get(name))));
          }
          arguments.put(key, values);
        });
    Change first = candidate.instances().firstEntry().getValue();
    return new Looks(new Signature(first.provider(), shape.type(), shape.names()), arguments);
  }

  /// Combines the moves of all objects of a module into one move of the module.
  private static final class ModuleMoves {

    private record Modules(ModuleAddress from, ModuleAddress to) {}

    static List<MoveProposal> fold(List<Pair> pairs, List<Change> changes) {
      SequencedMap<Modules, List<Pair>> byModules = new LinkedHashMap<>();
      var proposals = new ArrayList<MoveProposal>();
      for (Pair pair : pairs) {
        Modules modules = modules(pair.gone().resource(), pair.made().resource());
        byModules.computeIfAbsent(modules, _ -> new ArrayList<>()).add(pair);
      }
      Map<ModuleAddress, Long> sizes = sizes(changes);
      byModules.forEach((modules, group) -> {
        long moving = group.stream().mapToLong(pair -> pair.gone().instances().size()).sum();
        // If an object stays in the module, the module has not moved as a whole.
        if (!modules.to().isRoot() && sizes.getOrDefault(modules.from(), 0L) == moving) {
          proposals.add(
              new MoveProposal(
                  new Target.OfModule(modules.from()), new Target.OfModule(modules.to())));
        } else {
          group.forEach(pair -> proposals.add(proposal(pair)));
        }
      });
      return proposals;
    }

    /// The modules whose move explains this one; the root for none.
    private static Modules modules(ResourceAddress from, ResourceAddress to) {
      List<Segment> before = from.module().segments();
      List<Segment> after = to.module().segments();
      if (!from.name().equals(to.name())) {
        return new Modules(ModuleAddress.ROOT, ModuleAddress.ROOT);
      }
      int same = 0;
      while (same < Math.min(before.size(), after.size())
          && before.get(before.size() - 1 - same).equals(after.get(after.size() - 1 - same))) {
        same++;
      }
      return new Modules(
          new ModuleAddress(before.subList(0, before.size() - same)),
          new ModuleAddress(after.subList(0, after.size() - same)));
    }

    /// How many instances are in each module, at any depth; the root is left out.
    private static Map<ModuleAddress, Long> sizes(List<Change> changes) {
      var sizes = new HashMap<ModuleAddress, Long>();
      for (Change change : changes) {
        List<Segment> segments = change.address().resource().module().segments();
        for (int depth = 1; depth <= segments.size(); depth++) {
          sizes.merge(new ModuleAddress(segments.subList(0, depth)), 1L, Long::sum);
        }
      }
      return sizes;
    }
  }
}
