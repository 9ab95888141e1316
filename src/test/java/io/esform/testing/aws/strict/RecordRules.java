package io.esform.testing.aws.strict;

import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.AwsProxy.Upstream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/// Changes of a zone reach the name servers slowly, are atomic, and sometimes have to wait for the
/// previous change. A caller reference creates one zone.
final class RecordRules implements Rules {

  private static final Pattern CHANGE =
      Pattern.compile("POST /2013-04-01/hostedzone/([A-Z0-9]+)/rrset/?");
  private static final Pattern LOOK = Pattern.compile("GET /2013-04-01/change/([A-Za-z0-9]+)");
  private static final Pattern CREATION = Pattern.compile("POST /2013-04-01/hostedzone/?");

  /// One in this number of changes has to wait for the previous one.
  private static final int EVERY = 3;

  private final Transitions transitions;
  private final Map<String, Map<String, Set<String>>> zones = new HashMap<>();
  private final Set<String> references = new HashSet<>();
  private int changes;

  RecordRules(Transitions transitions) {
    this.transitions = transitions;
  }

  @Override
  public @Nullable Answer instead(AwsCall call, Upstream emulator) {
    Matcher look = LOOK.matcher(call.operation());
    if (look.matches()) {
      return Answer.xml(
          200,
          "<GetChangeResponse>%s</GetChangeResponse>"
              .formatted(
                  changeInfo(
                      look.group(1),
                      transitions.look("change", "change " + look.group(1)).orElse("INSYNC"))));
    }
    Matcher change = CHANGE.matcher(call.operation());
    if (change.matches()) {
      return changes++ % EVERY == EVERY - 1
          ? refused("PriorRequestNotComplete", "The zone's prior request is not complete.")
          : refusal(change.group(1), Xml.of(call.body()));
    }
    return CREATION.matcher(call.operation()).matches()
            && references.contains(Xml.of(call.body()).text("CallerReference").orElse(""))
        ? Refusals.of(
            "route53",
            409,
            "HostedZoneAlreadyExists",
            "A hosted zone has already been created with the specified caller reference.")
        : null;
  }

  private static String changeInfo(String id, String status) {
    return "<ChangeInfo><Id>/change/%s</Id><Status>%s</Status><SubmittedAt>2026-01-01T00:00:00Z</SubmittedAt></ChangeInfo>"
        .formatted(id, status);
  }

  private static Answer refused(String code, String message) {
    return Refusals.of("route53", 400, code, message);
  }

  /// Records the batch if all its changes are valid; else returns the error.
  private @Nullable Answer refusal(String zone, Xml batch) {
    var records = new TreeMap<>(zones.getOrDefault(zone, Map.of()));
    for (Element change : batch.items("Changes")) {
      String name =
          Xml.text(change, "Name").orElseThrow().toLowerCase(Locale.ROOT)
              + " "
              + Xml.text(change, "Type").orElseThrow();
      Set<String> content = content(change);
      String fault =
          switch (Xml.text(change, "Action").orElseThrow()) {
            case "CREATE" ->
                records.put(name, content) == null ? null : "create %s but it already exists";
            case "DELETE" ->
                content.equals(records.remove(name))
                    ? null
                    : "delete %s but it was not found, or the values provided do not match";
            default -> {
              records.put(name, content);
              yield null;
            }
          };
      if (fault != null) {
        return refused(
            "InvalidChangeBatch",
            "[Tried to " + fault.formatted("resource record set " + name) + "]");
      }
    }
    zones.put(zone, records);
    return null;
  }

  private static Set<String> content(Element change) {
    var content = new TreeSet<String>();
    content.add("TTL " + Xml.text(change, "TTL").orElse(""));
    Xml.items(change, "ResourceRecord").forEach(value -> content.add(value.getTextContent()));
    return content;
  }

  @Override
  public Answer after(AwsCall call, Answer answer) {
    if (CREATION.matcher(call.operation()).matches()) {
      references.add(Xml.of(call.body()).text("CallerReference").orElse(""));
    }
    if (!CHANGE.matcher(call.operation()).matches()) {
      return answer;
    }
    String id = "C" + changes;
    transitions.begin("change " + id, "PENDING");
    return Answer.xml(
        200,
        "<ChangeResourceRecordSetsResponse>%s</ChangeResourceRecordSetsResponse>"
            .formatted(changeInfo(id, "PENDING")));
  }

  @Override
  public void forget() {
    zones.clear();
    references.clear();
    changes = 0;
  }
}
