package io.esform.es;

import io.esform.es.Databases.DatabaseSpecification;
import io.esform.es.Databases.DatabaseState;
import io.esform.es.Databases.ManagedSettings;
import io.esform.provider.Arguments;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Converts between the configuration and the specification of managed servers.
final class ManagedSpecifications {

  static final String SIZE = "db.t3.medium";
  private static final int DISK_SIZE = 20;

  private ManagedSpecifications() {}

  /// @param database a state, or a wholly known plan
  static DatabaseSpecification of(String address, ObjectValue database) {
    Arguments arguments = Arguments.of(database);
    return new DatabaseSpecification(
        address,
        arguments.requiredText(HostSchema.NAME),
        arguments.text(HostSchema.SIZE).orElse(SIZE),
        diskSize(arguments),
        arguments.requiredText(DatabaseSchema.USER),
        arguments.requiredText(DatabaseSchema.PASSWORD),
        Placements.securityGroups("database", arguments.requiredBlock(HostSchema.NETWORK)),
        arguments.value(HostSchema.DELETION_PROTECTION).equals(Value.of(true)),
        settings(arguments.blockOrDefaults(DatabaseSchema.RDS, DatabaseSchema.MANAGED)));
  }

  /// In GiB.
  static int diskSize(Arguments database) {
    return database.number(HostSchema.DISK_SIZE).map(Number::intValue).orElse(DISK_SIZE);
  }

  private static ManagedSettings settings(Arguments rds) {
    return new ManagedSettings(
        rds.text(DatabaseSchema.ENGINE_VERSION).orElse(""),
        rds.requiredText("storage_type"),
        rds.requiredFlag("multi_az"),
        rds.requiredInteger("backup_retention_period"),
        rds.text("backup_window").orElse(null),
        rds.text("maintenance_window").orElse(null),
        rds.text("parameter_group_name").orElse(null),
        rds.requiredText("subnet_group_name"),
        rds.requiredFlag("skip_final_snapshot"),
        rds.text(DatabaseSchema.KMS_KEY_ID).orElse(null),
        rds.text(DatabaseSchema.LIFECYCLE_SUPPORT).orElse(null));
  }

  /// The prior state with the settings that differ now. Unchanged settings keep their spelling.
  static ObjectValue seen(ObjectValue prior, DatabaseSpecification known, DatabaseState state) {
    DatabaseSpecification found = state.found();
    ObjectValue seen =
        prior
            .with(HostSchema.READY, Value.of(state.available()))
            .with(
                HostSchema.PROBLEMS,
                HostSchema.textsOrNull(
                    state.available() ? List.of() : List.of("the server is not available")))
            .with(DatabaseSchema.ENDPOINT, Value.of(state.endpoint()))
            .with(HostSchema.DEVIATIONS, HostSchema.textsOrNull(state.deviations()));
    if (state.available() && !state.serverId().isEmpty()) {
      seen = seen.with(DatabaseSchema.SERVER_ID, server(state));
    }
    if (!found.size().equals(known.size())) {
      seen = seen.with(HostSchema.SIZE, Value.of(found.size()));
    }
    if (found.diskSize() != known.diskSize()) {
      seen = seen.with(HostSchema.DISK_SIZE, Value.of(found.diskSize()));
    }
    if (!found.user().equals(known.user())) {
      seen = seen.with(DatabaseSchema.USER, Value.of(found.user()));
    }
    if (found.deletionProtection() != known.deletionProtection()) {
      seen = seen.with(HostSchema.DELETION_PROTECTION, Value.of(found.deletionProtection()));
    }
    return prior.get(DatabaseSchema.RDS) instanceof ObjectValue block
        ? seen.with(DatabaseSchema.RDS, seen(block, known.settings(), found.settings()))
        : seen;
  }

  static Value server(DatabaseState state) {
    return state.serverId().isEmpty() ? Value.nullOf(Types.STRING) : Value.of(state.serverId());
  }

  private static ObjectValue seen(ObjectValue block, ManagedSettings known, ManagedSettings found) {
    Map<String, Value> before = values(known);
    ObjectValue seen = block;
    for (Map.Entry<String, Value> now : values(found).entrySet()) {
      if (!Objects.equals(before.get(now.getKey()), now.getValue())) {
        seen = seen.with(now.getKey(), now.getValue());
      }
    }
    return seen;
  }

  private static Map<String, Value> values(ManagedSettings settings) {
    var values = new LinkedHashMap<String, Value>();
    values.put(DatabaseSchema.ENGINE_VERSION, Value.of(settings.engineVersion()));
    values.put("storage_type", Value.of(settings.storageType()));
    values.put("multi_az", Value.of(settings.multiAz()));
    values.put("backup_retention_period", Value.of(settings.backupRetentionPeriod()));
    values.put("backup_window", text(settings.backupWindow()));
    values.put("maintenance_window", text(settings.maintenanceWindow()));
    values.put("parameter_group_name", text(settings.parameterGroupName()));
    values.put("subnet_group_name", Value.of(settings.subnetGroupName()));
    values.put(DatabaseSchema.KMS_KEY_ID, text(settings.kmsKeyId()));
    values.put(DatabaseSchema.LIFECYCLE_SUPPORT, text(settings.lifecycleSupport()));
    return values;
  }

  private static Value text(@Nullable String text) {
    return text == null ? Value.nullOf(Types.STRING) : Value.of(text);
  }
}
