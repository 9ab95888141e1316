package io.esform.es;

import static io.esform.es.HostSchema.flag;
import static io.esform.es.HostSchema.number;
import static io.esform.es.HostSchema.text;
import static io.esform.schema.AttributeSchema.computed;
import static io.esform.schema.AttributeSchema.optional;
import static io.esform.schema.AttributeSchema.optionalComputed;
import static io.esform.schema.AttributeSchema.required;

import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.List;

/// The schema of an `es_database` block.
final class DatabaseSchema {

  static final String ENGINE = "engine";
  static final String HOST = "host";
  static final String RDS = "rds";
  static final String ENDPOINT = "endpoint";
  static final String SERVER_ID = "server_id";
  static final String USER = "user";
  static final String PASSWORD = "password";
  static final String KMS_KEY_ID = "kms_key_id";
  static final String ENGINE_VERSION = "engine_version";
  static final String LIFECYCLE_SUPPORT = "engine_lifecycle_support";

  private static final List<String> DATABASES =
      List.of("ES_carbondb", "ES_regdb", "ES_Identitydb", "ES_Socialdb", "ES_Storagedb", "ES_umdb");

  static final Schema MANAGED =
      Schema.of(
          "What only a server of the engine `rds` has.",
          optionalComputed(
              ENGINE_VERSION,
              Types.STRING,
              "MySQL's version. Any that begins with it will do: `8.4` is any 8.4. Unset: `8.4` for"
                  + " a new server, and no change for one that exists."),
          optionalComputed(
              LIFECYCLE_SUPPORT,
              Types.STRING,
              "What happens at the end of the version's standard support:"
                  + " `open-source-rds-extended-support` keeps the version at extra cost,"
                  + " `open-source-rds-extended-support-disabled` lets AWS upgrade the server."
                  + " Unset: the first. Given when the server is made; later AWS's own command"
                  + " changes it."),
          text("storage_type", "The kind of its disk.", "gp3"),
          flag("multi_az", "Whether a standby copy runs in a second zone.", false),
          number("backup_retention_period", "How many days backups are kept; 0 for none.", 7),
          optional(
              "backup_window",
              Types.STRING,
              "When backups are made, in UTC, such as `03:00-04:00`. Unset: AWS chooses."),
          optional(
              "maintenance_window",
              Types.STRING,
              "When AWS may change it, in UTC, such as `sun:04:30-sun:05:30`. Unset: AWS chooses."),
          optional(
              "parameter_group_name",
              Types.STRING,
              "The `aws_db_parameter_group` with its settings. Unset: the version's own."),
          required("subnet_group_name", Types.STRING, "Its `aws_db_subnet_group`."),
          flag(
              "skip_final_snapshot",
              "Whether no snapshot is kept of it when it is removed.",
              false),
          optional(
              KMS_KEY_ID,
              Types.STRING,
              "The ARN of the key that encrypts its disk. Unset: the account's own for RDS. A"
                  + " change replaces the server."));

  static final Schema DATABASE = schema();

  private DatabaseSchema() {}

  private static Schema schema() {
    Schema host =
        HostSchema.of(
            "A database server with the databases of an Enterprise Store cluster and the one user"
                + " of its nodes. What is missing is made at every boot; nothing is ever dropped."
                + " With the engine `rds` it is a managed server, where nodes make the databases.",
            List.of("mariadb-server"),
            own(),
            List.of(HostSchema.single(RDS, false, MANAGED)));
    var attributes = new ArrayList<AttributeSchema>();
    for (AttributeSchema attribute : host.attributes().values()) {
      attributes.add(attribute.name().equals(HostSchema.ADDRESS) ? address() : attribute);
    }
    attributes.add(computed(ENDPOINT, Types.STRING, "The name or address that nodes reach it by."));
    attributes.add(
        computed(
            SERVER_ID,
            Types.STRING,
            "The server that holds the data: another one after a replacement, whatever its name and"
                + " address. Null until it was ready once."));
    return Schema.of(host.description(), attributes, List.copyOf(host.blocks().values()));
  }

  private static AttributeSchema address() {
    return optional(
            HostSchema.ADDRESS,
            Types.STRING,
            "Its fixed IPv4 address in that network. A host needs one; `rds` has none.")
        .withReplacement();
  }

  private static List<AttributeSchema> own() {
    return List.of(
        text(
            ENGINE,
            "`host` for a host with MariaDB, or `rds` for a server that AWS runs. A change replaces"
                + " it.",
            HOST),
        optional(
                "databases",
                Types.list(Types.STRING),
                "The databases' names. One that is taken out of the list stays on the server.")
            .withDefault(Value.listOf(DATABASES)),
        text(USER, "The nodes' user, who has all rights there.", "wso2es"),
        required(PASSWORD, Types.STRING, "That user's password.").asSensitive(),
        number("max_connections", "Over all nodes and pools.", 500),
        text("buffer_pool", "The size of InnoDB's buffer pool.", "256m"),
        flag(
            HostSchema.DELETION_PROTECTION,
            "Whether it is kept from being removed or replaced until this is off again.",
            true));
  }
}
