package io.esform.provider;

import io.esform.provider.ResourceType.ReadRequest;
import io.esform.value.Value.ObjectValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A resource type whose objects can exist without serving, such as a host that is stopped or not
/// ready. An update restores such an object.
public interface Serving extends ResourceType {

  /// Whether the object is down.
  ///
  /// @param state as last read
  boolean isDown(ObjectValue state);

  /// Asks the objects whether they serve, in as few calls as the platform allows; one report per
  /// request, in order.
  ///
  /// @param all whether the objects also make the checks that log in or write. A platform without a
  ///   path to them answers with their last checks
  List<ServiceReport> reports(Connection connection, List<ReadRequest> requests, boolean all);

  /// What an object says of its service.
  ///
  /// @param problems reasons why it does not serve, each a short phrase; empty if it serves
  /// @param checks by name, in the order in which they were made: the failure, empty for none
  /// @param facts texts about the object by name, such as its version
  record ServiceReport(
      List<String> problems,
      SequencedMap<String, String> checks,
      SequencedMap<String, String> facts) {

    public ServiceReport {
      problems = List.copyOf(problems);
      checks = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(checks));
      facts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(facts));
    }

    /// Of an object that makes no checks itself.
    public static ServiceReport of(List<String> problems) {
      return new ServiceReport(
          problems, new LinkedHashMap<>(Map.of()), new LinkedHashMap<>(Map.of()));
    }
  }
}
