package io.esform.apply;

import io.esform.diag.Diagnostic;
import io.esform.state.InstanceState;
import io.esform.state.State;
import java.util.List;

/// Results of a run in short form.
final class ApplyResults {

  private ApplyResults() {}

  /// The summaries of all errors.
  static List<String> errors(ApplyResult result) {
    return result.diagnostics().all().stream()
        .filter(Diagnostic::isError)
        .map(Diagnostic::summary)
        .toList();
  }

  /// `address STATUS` of each.
  static List<String> instances(State state) {
    return state.instances().entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue().status())
        .toList();
  }

  /// `address: reason` of each.
  static List<String> notDone(ApplyResult result) {
    return result.notDone().stream().map(it -> it.address() + ": " + it.reason()).toList();
  }

  static InstanceState thing(State state, String address) {
    return state.instances().entrySet().stream()
        .filter(entry -> entry.getKey().toString().equals(address))
        .findFirst()
        .orElseThrow()
        .getValue();
  }
}
