package io.esform.cli.view.json;

import io.esform.address.ResourceInstanceAddress;
import io.esform.provider.Serving.ServiceReport;
import java.util.Map;
import java.util.SortedMap;

/// Whether hosts serve, as JSON.
public final class StatusJson {

  private StatusJson() {}

  /// `hosts`: for each `address`, `ready`, `problems`, `probes` and `facts` by name. The text of a
  /// probe is its failure, null for none.
  public static String render(SortedMap<ResourceInstanceAddress, ServiceReport> reports) {
    return JsonDocument.document(json -> {
      json.member("format_version", JsonDocument.FORMAT_VERSION);
      json.arrayMember("hosts", reports.entrySet(), entry -> json.object(_ -> host(json, entry)));
    });
  }

  private static void host(
      JsonDocument json, Map.Entry<ResourceInstanceAddress, ServiceReport> entry) {
    ServiceReport report = entry.getValue();
    json.member("address", entry.getKey().toString());
    json.member("ready", report.problems().isEmpty());
    json.arrayMember(
        "problems", report.problems(), problem -> json.generator().writeString(problem));
    json.objectMember(
        "probes",
        probes ->
            report
                .checks()
                .forEach((name, why) -> probes.member(name, why.isEmpty() ? null : why)));
    json.objectMember("facts", facts -> report.facts().forEach(facts::member));
  }
}
