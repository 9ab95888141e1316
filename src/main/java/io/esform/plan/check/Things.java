package io.esform.plan.check;

import io.esform.provider.Relations.Alias;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The names of the things that instances of one plan share.
final class Things {

  /// @param provider configuration, within which names are unique
  record Name(String provider, String text) {}

  private final Map<Name, Name> aliases = new HashMap<>();
  private final Set<Name> ambiguous = new HashSet<>();

  static Things of(List<Participant> participants) {
    var things = new Things();
    for (Participant participant : participants) {
      for (Alias alias : participant.relations().aliases()) {
        things.add(
            new Name(participant.provider(), alias.name()),
            new Name(participant.provider(), alias.thing()));
      }
    }
    return things;
  }

  private void add(Name name, Name thing) {
    Name other = aliases.putIfAbsent(name, thing);
    if (other != null && !other.equals(thing)) {
      ambiguous.add(name);
    }
  }

  /// The thing with that name. A name without an alias is the thing's own name.
  Name find(String provider, String text) {
    var name = new Name(provider, text);
    var seen = new HashSet<Name>();
    while (aliases.containsKey(name) && !ambiguous.contains(name) && seen.add(name)) {
      name = aliases.get(name);
    }
    return name;
  }
}
