package io.esform.plan.existing;

import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.plan.existing.RecordedReads.Answer;
import io.esform.plan.existing.RecordedReads.Opened;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.secrets.SecretTexts;
import io.esform.provider.Serving;
import io.esform.provider.Serving.ServiceReport;
import io.esform.state.State;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the recorded objects that serve say of their service.
///
/// @param reports by address, with secrets hidden
public record ServiceReports(
    SortedMap<ResourceInstanceAddress, ServiceReport> reports, Diagnostics diagnostics) {

  public ServiceReports {
    reports = Collections.unmodifiableSortedMap(new TreeMap<>(reports));
  }

  /// Asks the objects.
  ///
  /// @param all whether they also make the checks that log in or write
  public static ServiceReports of(PlanInputs inputs, State state, boolean all) {
    var reports = new TreeMap<ResourceInstanceAddress, ServiceReport>();
    var sink = new DiagnosticSink();
    var reads =
        RecordedReads.of(
            inputs,
            state,
            address -> {
              var instance = state.instances().get(address);
              return instance != null
                  && inputs
                          .registry()
                          .resourceType(instance.provider().provider(), address.resource().type())
                      instanceof Serving;
            });
    for (Answer<List<ServiceReport>> answer : reads.ask(opened -> ask(opened, all))) {
      sink.report(answer.diagnostics());
      List<ServiceReport> answers = answer.value();
      for (int index = 0; answers != null && index < answers.size(); index++) {
        var known = answer.asked().get(index);
        reports.put(
            known.address(),
            hidden(answers.get(index), SecretTexts.of(known.state().attributes())));
      }
    }
    return new ServiceReports(reports, sink.toDiagnostics());
  }

  private static List<ServiceReport> ask(Opened opened, boolean all) {
    return opened.type() instanceof Serving serving
        ? serving.reports(opened.connection(), opened.requests(), all)
        : List.of();
  }

  private static ServiceReport hidden(ServiceReport report, SecretTexts secrets) {
    return new ServiceReport(
        secrets.hideAll(report.problems()),
        hidden(report.checks(), secrets),
        hidden(report.facts(), secrets));
  }

  private static SequencedMap<String, String> hidden(
      SequencedMap<String, String> texts, SecretTexts secrets) {
    var hidden = new LinkedHashMap<String, String>();
    texts.forEach((name, text) -> hidden.put(name, secrets.hide(text)));
    return hidden;
  }

  /// Whether every object serves.
  public boolean areGood() {
    return !diagnostics.hasErrors()
        && reports.values().stream().allMatch(report -> report.problems().isEmpty());
  }
}
