package io.esform.es;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The MySQL versions of managed servers, and the effects of a change of version.
final class EngineVersions {

  static final String EXTENDED_SUPPORT = "open-source-rds-extended-support";

  /// The version of a new server without a configured version.
  private static final String NEWEST = "8.4";

  /// The last major version before the oldest that has standard support.
  private static final String LAST_OUTDATED = "8.0";

  private EngineVersions() {}

  /// The planned server with its version; an unset version is that of the existing server.
  static ObjectValue decided(ObjectValue planned, @Nullable ObjectValue prior) {
    if (!(planned.get(DatabaseSchema.RDS) instanceof ObjectValue settings)) {
      return planned;
    }
    ObjectValue before =
        prior != null && prior.get(DatabaseSchema.RDS) instanceof ObjectValue known ? known : null;
    Value version = before == null ? null : before.attributes().get(DatabaseSchema.ENGINE_VERSION);
    Value support =
        before == null ? null : before.attributes().get(DatabaseSchema.LIFECYCLE_SUPPORT);
    return planned.with(
        DatabaseSchema.RDS,
        settings
            .with(
                DatabaseSchema.ENGINE_VERSION,
                decided(
                    settings.get(DatabaseSchema.ENGINE_VERSION),
                    version == null || version.isNull() ? Value.of(NEWEST) : version))
            .with(
                DatabaseSchema.LIFECYCLE_SUPPORT,
                decided(
                    settings.get(DatabaseSchema.LIFECYCLE_SUPPORT),
                    support == null ? Value.of(EXTENDED_SUPPORT) : support)));
  }

  private static Value decided(Value value, Value otherwise) {
    return !value.isKnown() || value.isNull() ? otherwise : value;
  }

  /// Refuses changes that AWS refuses, or that esform does not support.
  static void check(Arguments prior, Arguments database, Faults faults) {
    Arguments before = prior.blockOrDefaults(DatabaseSchema.RDS, DatabaseSchema.MANAGED);
    Arguments after = database.blockOrDefaults(DatabaseSchema.RDS, DatabaseSchema.MANAGED);
    String version = before.text(DatabaseSchema.ENGINE_VERSION).orElse("");
    String wanted = after.text(DatabaseSchema.ENGINE_VERSION).orElse("");
    if (!version.isEmpty() && !wanted.isEmpty() && compare(wanted, version) < 0) {
      faults.add(
          after.at(DatabaseSchema.ENGINE_VERSION),
          "Version cannot be downgraded",
          "The server runs MySQL %1$s, and RDS does not support downgrades. Set\n\n    engine_version = \"%1$s\""
              .formatted(version));
    }
    String support = before.text(DatabaseSchema.LIFECYCLE_SUPPORT).orElse(EXTENDED_SUPPORT);
    after
        .text(DatabaseSchema.LIFECYCLE_SUPPORT)
        .filter(asked -> !asked.equals(support))
        .ifPresent(asked ->
            faults.add(
                after.at(DatabaseSchema.LIFECYCLE_SUPPORT),
                "Lifecycle support cannot be changed",
                "The existing server has \"%s\". esform sets it only when it creates a server. Run\n\n    aws rds modify-db-instance --db-instance-identifier %s --engine-lifecycle-support %s --apply-immediately\n\nand plan again."
                    .formatted(support, prior.text(HostSchema.NAME).orElse("NAME"), asked)));
  }

  /// The effect of the change on the service.
  static String effect(Arguments prior, Arguments database) {
    String before = version(prior);
    String after = version(database);
    if (before.isEmpty() || after.isEmpty() || compare(after, before) == 0) {
      return "restarts the database server: unavailable for some minutes";
    }
    return "upgrades MySQL from %s to %s: unavailable for many minutes; can be undone only from a snapshot"
        .formatted(before, after);
  }

  /// Warns about a server for whose version AWS charges extra.
  static Diagnostics warnings(String address, ObjectValue server) {
    Arguments database = Arguments.of(server);
    String version = version(database);
    if (version.isEmpty() || compare(version, LAST_OUTDATED) > 0) {
      return Diagnostics.none();
    }
    return Diagnostics.of(
        Diagnostic.warning(
                "Database version without standard support",
                "The server %s runs MySQL %s, whose RDS standard support has ended (8.0: on 2026-07-31). AWS charges for Extended Support per vCPU. To upgrade, use an aws_db_parameter_group of the family \"mysql8.4\" and set in the block \"rds\"\n\n    engine_version = \"8.4\"\n\nTake a snapshot first: the upgrade cannot be undone. See docs/aws.md."
                    .formatted(database.text(HostSchema.NAME).orElse(""), version),
                null)
            .withAddress(address));
  }

  private static String version(Arguments database) {
    return database
        .blockOrDefaults(DatabaseSchema.RDS, DatabaseSchema.MANAGED)
        .text(DatabaseSchema.ENGINE_VERSION)
        .orElse("");
  }

  /// Compares the components that both versions have: `8.4` equals `8.4.3`.
  private static int compare(String one, String other) {
    int[] left = numbers(one);
    int[] right = numbers(other);
    for (int index = 0; index < Math.min(left.length, right.length); index++) {
      if (left[index] != right[index]) {
        return Integer.compare(left[index], right[index]);
      }
    }
    return 0;
  }

  /// Components that are not numbers count as 0: RDS's own versions end in words.
  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.", -1))
        .mapToInt(part -> part.matches("[0-9]{1,9}") ? Integer.parseInt(part) : 0)
        .toArray();
  }
}
