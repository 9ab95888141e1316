package io.esform.cli.operation;

import io.esform.address.AddressParser;
import io.esform.address.InstanceKey;
import io.esform.address.ModuleAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.address.Target;
import io.esform.cli.session.Session;
import io.esform.diag.Suggestion;
import io.esform.state.DeposedKey;
import io.esform.state.State;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The addresses in a state, and their selection by the user.
public final class KnownAddresses {

  private static final int SHOWN = 10;

  private final Session session;
  private final State state;
  private final NavigableSet<ResourceInstanceAddress> addresses;

  public KnownAddresses(Session session, State state) {
    this.session = session;
    this.state = state;
    this.addresses = new TreeSet<>(state.instances().keySet());
    state.deposed().keySet().stream().map(DeposedKey::address).forEach(addresses::add);
  }

  public Session session() {
    return session;
  }

  public State state() {
    return state;
  }

  /// All addresses with an object, including deposed ones.
  public NavigableSet<ResourceInstanceAddress> all() {
    return addresses;
  }

  /// Null when the text is not an address, which has been reported.
  public static @Nullable Target target(Session session, String text) {
    AddressParser.ParsedAddress<Target> parsed = AddressParser.parseTarget(text);
    session.report(parsed.diagnostics());
    return parsed.address();
  }

  /// The instances that the text selects, in address order; empty for none, which has been
  /// reported.
  public List<ResourceInstanceAddress> matching(String text) {
    Target target = target(session, text);
    return target == null ? List.of() : matching(target);
  }

  public List<ResourceInstanceAddress> matching(Target target) {
    List<ResourceInstanceAddress> found = addresses.stream().filter(target::contains).toList();
    if (found.isEmpty()) {
      session.fail("Unknown address", unknown(target));
    }
    return found;
  }

  /// The single instance that the text names and that has a current object; null for none, which
  /// has been reported.
  public @Nullable ResourceInstanceAddress single(String text) {
    Target target = target(session, text);
    return target == null ? null : single(target);
  }

  public @Nullable ResourceInstanceAddress single(Target target) {
    if (target instanceof Target.OfResource(var address)
        && state.instances().containsKey(address)) {
      return address;
    }
    List<ResourceInstanceAddress> found = matching(target);
    if (found.size() == 1 && target.toString().equals(found.getFirst().toString())) {
      session.fail(
          "Only a deposed object",
          "\"%s\" has only a deposed object from an earlier replacement. The next apply destroys it."
              .formatted(target));
    } else if (!found.isEmpty()) {
      session.fail(
          "Not a single instance",
          "\"%s\" is not a single resource instance. Use one of these addresses:\n\n%s"
              .formatted(target, listed(found)));
    }
    return null;
  }

  private static String listed(List<ResourceInstanceAddress> found) {
    var text = new StringBuilder();
    found.stream()
        .limit(SHOWN)
        .forEach(address -> text.append("    ").append(address).append('\n'));
    int more = found.size() - SHOWN;
    return more > 0 ? text + "    and " + more + " more\n" : text.toString();
  }

  private String unknown(Target target) {
    return addresses.isEmpty()
        ? "The state is empty: there is no \"%s\" in it.".formatted(target)
        : "There is no \"%s\" in the state.%s To list the addresses in the state:\n\n    esform state list\n"
            .formatted(target, Suggestion.didYouMean(target.toString(), names()));
  }

  /// All instances, resources and modules.
  private Set<String> names() {
    var names = new TreeSet<String>();
    for (ResourceInstanceAddress address : addresses) {
      names.add(address.toString());
      names.add(address.resource().toString());
      List<ModuleAddress.Segment> segments = address.resource().module().segments();
      for (int length = 1; length <= segments.size(); length++) {
        var module = new ModuleAddress(segments.subList(0, length));
        names.add(module.toString());
        names.add(
            new ModuleAddress(segments.subList(0, length - 1))
                .child(segments.get(length - 1).name(), InstanceKey.none())
                .toString());
      }
    }
    return names;
  }
}
