package io.esform.testing.aws.strict;

import static java.util.Objects.requireNonNull;

import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.AwsProxy.Upstream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/// Databases change slowly, refuse changes meanwhile, and use their groups until they are deleted.
final class DatabaseRules implements Rules {

  private static final String ID = "DBInstanceIdentifier";
  private static final String STATUS = "DBInstanceStatus";
  private static final String CLASS = "DBInstanceClass";
  private static final String LIST = "DBInstances";
  private static final String ALL = "Version=2014-10-31&Action=DescribeDBInstances";
  private static final String CREATING = "creating";
  private static final String DELETING = "deleting";

  /// The state after a change was accepted and before it starts.
  private static final String ACCEPTED = "available with pending changes";

  private final Transitions transitions;

  /// Deletions to forward to the emulator later, by identifier.
  private final Map<String, String> deletions = new HashMap<>();

  /// The old class of a database whose class is being changed.
  private final Map<String, String> classes = new HashMap<>();

  DatabaseRules(Transitions transitions) {
    this.transitions = transitions;
  }

  @Override
  public @Nullable Answer instead(AwsCall call, Upstream emulator)
      throws IOException, InterruptedException {
    String id = call.parameters().getOrDefault(ID, "");
    return switch (call.operation()) {
      case "DescribeDBInstances" -> {
        finishDeletions(emulator);
        yield null;
      }
      case "ModifyDBInstance" -> {
        Answer refusal = refusal(id);
        for (Element database : databases(emulator)) {
          if (refusal == null && Xml.has(database, ID, id)) {
            classes.put(id, Xml.text(database, CLASS).orElseThrow());
          }
        }
        yield refusal;
      }
      case "DeleteDBInstance" -> {
        Answer refusal = refusal(id);
        yield refusal == null ? deletion(call, id, emulator) : refusal;
      }
      case "DeleteDBSubnetGroup" ->
          isUsed(emulator, "DBSubnetGroupName", call)
              ? refused("InvalidDBSubnetGroupStateFault", "A database instance is still using it.")
              : null;
      case "DeleteDBParameterGroup" ->
          isUsed(emulator, "DBParameterGroupName", call)
              ? refused(
                  "InvalidDBParameterGroupState", "Database instances are still members of it.")
              : null;
      default -> null;
    };
  }

  private static List<Element> databases(Upstream emulator)
      throws IOException, InterruptedException {
    return Xml.of(emulator.ask(ALL)).items(LIST);
  }

  private static boolean isUsed(Upstream emulator, String group, AwsCall call)
      throws IOException, InterruptedException {
    return databases(emulator).stream()
        .anyMatch(it -> Xml.has(it, group, call.parameters().getOrDefault(group, "")));
  }

  private @Nullable Answer refusal(String id) {
    return transitions.now(id).isEmpty()
        ? null
        : refused(
            "InvalidDBInstanceState", "Instance %s is not in the available state.".formatted(id));
  }

  private static Answer refused(String code, String message) {
    return Refusals.of("rds", 400, code, message);
  }

  /// The emulator itself refuses deletion of protected and missing databases.
  private @Nullable Answer deletion(AwsCall call, String id, Upstream emulator)
      throws IOException, InterruptedException {
    boolean isLetGo =
        databases(emulator).stream()
            .anyMatch(it -> Xml.has(it, ID, id) && Xml.has(it, "DeletionProtection", "false"));
    if (!isLetGo) {
      return null;
    }
    deletions.put(id, call.body());
    transitions.begin(id, DELETING);
    return Answer.xml(
        200,
        "<DeleteDBInstanceResponse><DeleteDBInstanceResult><DBInstance><DBInstanceIdentifier>%s</DBInstanceIdentifier><DBInstanceStatus>deleting</DBInstanceStatus></DBInstance></DeleteDBInstanceResult></DeleteDBInstanceResponse>"
            .formatted(id));
  }

  private void finishDeletions(Upstream emulator) throws IOException, InterruptedException {
    for (String id : List.copyOf(deletions.keySet())) {
      if (transitions.now(id).isEmpty()) {
        emulator.ask(requireNonNull(deletions.remove(id)));
      }
    }
  }

  @Override
  public Answer after(AwsCall call, Answer answer) {
    String id = call.parameters().getOrDefault(ID, "");
    switch (call.operation()) {
      case "CreateDBInstance" -> transitions.begin(id, CREATING);
      case "ModifyDBInstance" -> transitions.begin(id, "modifying", ACCEPTED);
      case "DescribeDBInstances" -> {
        Xml xml = Xml.of(answer);
        xml.items(LIST).forEach(this::describe);
        return xml.in(answer);
      }
      default -> {}
    }
    return answer;
  }

  private void describe(Element database) {
    String id = Xml.text(database, ID).orElseThrow();
    Optional<String> state = transitions.look("database", id);
    if (state.isEmpty()) {
      classes.remove(id);
      return;
    }
    String before = classes.get(id);
    String after = Xml.text(database, CLASS).orElseThrow();
    Xml.set(database, STATUS, state.get().equals(ACCEPTED) ? "available" : state.get());
    if (state.get().equals(CREATING)) {
      Xml.removeChild(database, "Endpoint");
    } else if (before != null && !before.equals(after)) {
      Xml.set(database, CLASS, before);
      Xml.removeChild(database, "PendingModifiedValues");
      Xml.set(Xml.add(database, "PendingModifiedValues"), CLASS, after);
    }
  }

  @Override
  public void forget() {
    deletions.clear();
    classes.clear();
  }
}
