package io.esform.es;

import io.esform.es.Platform.HostState;
import io.esform.es.status.HostReport;
import io.esform.es.status.HostReport.Disk;
import io.esform.provider.Serving.ServiceReport;
import io.esform.value.Value;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What the state of a host on its platform says of its service.
final class HostReports {

  private HostReports() {}

  /// @param known the host as recorded
  /// @param state null for a host that no longer exists
  static ServiceReport of(ObjectValue known, @Nullable HostState state) {
    if (state == null) {
      return ServiceReport.of(List.of("the host no longer exists"));
    }
    List<String> problems = problems(known, state);
    HostReport report = state.report();
    return report == null
        ? ServiceReport.of(problems)
        : new ServiceReport(problems, report.probes(), facts(report));
  }

  /// The reasons why a host is not ready; empty if it is.
  static List<String> problems(ObjectValue known, HostState state) {
    if (!state.running()) {
      return List.of("the host is not running, or has another size");
    }
    if (!known.get(HostSchema.USER_DATA_SHA256).equals(Value.of(state.userDataSha256()))) {
      return List.of("the host has other user-data");
    }
    if (!state.problems().isEmpty() || state.generation() == generation(known)) {
      return state.problems();
    }
    return List.of("the host has not reported generation " + generation(known) + " as ready");
  }

  static int generation(ObjectValue host) {
    return host.get(HostSchema.GENERATION) instanceof NumberValue(var number)
        ? number.intValue()
        : 0;
  }

  private static SequencedMap<String, String> facts(HostReport report) {
    var facts = new LinkedHashMap<String, String>();
    facts.put("generation", Integer.toString(report.generation()));
    facts.putAll(report.versions());
    if (!report.members().isEmpty()) {
      facts.put("members", String.join(", ", report.members()));
    }
    Disk disk = report.disk();
    if (disk != null) {
      facts.put(
          "disk",
          String.format(
              Locale.ROOT, "%s has %,d of %,d MiB free", disk.path(), disk.free(), disk.size()));
    }
    facts.put("reported", report.time());
    return facts;
  }
}
