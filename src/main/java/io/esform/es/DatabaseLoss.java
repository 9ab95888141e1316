package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.provider.DataHolder.Loss;
import io.esform.value.Value;
import java.util.List;
import java.util.Optional;

/// The data that is lost with a database server.
final class DatabaseLoss {

  private DatabaseLoss() {}

  /// A server that has never been ready contains no data.
  ///
  /// @param database a state
  static Optional<Loss> of(Arguments database) {
    boolean hasServed =
        database.text(DatabaseSchema.SERVER_ID).isPresent()
            || database.value(HostSchema.READY).equals(Value.of(true));
    List<String> names = database.texts("databases");
    if (!hasServed || names.isEmpty()) {
      return Optional.empty();
    }
    String count = names.size() + (names.size() == 1 ? " database" : " databases");
    return Optional.of(
        new Loss("all data in " + count + ": " + String.join(", ", names) + kept(database), true));
  }

  private static String kept(Arguments database) {
    boolean isManaged =
        database.text(DatabaseSchema.ENGINE).filter(DatabaseSchema.RDS::equals).isPresent();
    if (!isManaged) {
      return "";
    }
    return database
            .blockOrDefaults(DatabaseSchema.RDS, DatabaseSchema.MANAGED)
            .requiredFlag("skip_final_snapshot")
        ? "; no final snapshot is kept"
        : "; a final snapshot is kept";
  }
}
