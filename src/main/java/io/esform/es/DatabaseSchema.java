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
          "The settings of a managed server (engine `rds`).",
          optionalComputed(
              ENGINE_VERSION,
              Types.STRING,
              "The MySQL version, as a prefix: `8.4` matches every 8.4. Unset: `8.4` for a new"
                  + " server, no change for an existing server."),
          optionalComputed(
              LIFECYCLE_SUPPORT,
              Types.STRING,
              "The behaviour after the version's standard support ends:"
                  + " `open-source-rds-extended-support` keeps the version at extra cost,"
                  + " `open-source-rds-extended-support-disabled` lets AWS upgrade the server."
                  + " Unset: `open-source-rds-extended-support`. Set only when the server is created;"
                  + " to change it later, use the AWS CLI."),
          text("storage_type", "The storage type of its disk: `gp2`, `gp3` or `standard`.", "gp3"),
          flag("multi_az", "Whether a standby copy runs in a second zone.", false),
          number(
              "backup_retention_period",
              "The number of days to keep backups; 0 for no backups.",
              7),
          optional(
              "backup_window",
              Types.STRING,
              "The daily time range for backups, in UTC, such as `03:00-04:00`. Unset: AWS"
                  + " chooses."),
          optional(
              "maintenance_window",
              Types.STRING,
              "The weekly time range for maintenance by AWS, in UTC, such as `sun:04:30-sun:05:30`."
                  + " Unset: AWS chooses."),
          optional(
              "parameter_group_name",
              Types.STRING,
              "The name of the `aws_db_parameter_group` with its settings. Unset: the default of"
                  + " the version."),
          required("subnet_group_name", Types.STRING, "The name of its `aws_db_subnet_group`."),
          flag(
              "skip_final_snapshot",
              "Whether the server is deleted without a final snapshot.",
              false),
          optional(
              KMS_KEY_ID,
              Types.STRING,
              "The ARN of the KMS key that encrypts its disk. Unset: the account's default key for"
                  + " RDS. A change replaces the server."));

  static final Schema DATABASE = schema();

  private DatabaseSchema() {}

  private static Schema schema() {
    Schema host =
        HostSchema.of(
            "A database server with the databases of an Enterprise Store cluster and one user for"
                + " its nodes. Every boot creates missing databases and grants; nothing is ever"
                + " dropped. With the engine `rds`, it is a managed server, and the nodes create"
                + " the databases.",
            List.of("mariadb-server"),
            own(),
            List.of(HostSchema.single(RDS, false, MANAGED)));
    var attributes = new ArrayList<AttributeSchema>();
    for (AttributeSchema attribute : host.attributes().values()) {
      attributes.add(attribute.name().equals(HostSchema.ADDRESS) ? address() : attribute);
    }
    attributes.add(
        computed(ENDPOINT, Types.STRING, "The DNS name or address at which nodes connect to it."));
    attributes.add(
        computed(
            SERVER_ID,
            Types.STRING,
            "The id of the server with the data. A replacement gets a new id, even with the same"
                + " name and address. Null until the server has been ready once."));
    return Schema.of(host.description(), attributes, List.copyOf(host.blocks().values()))
        .withVersion(host.version());
  }

  private static AttributeSchema address() {
    return optional(
            HostSchema.ADDRESS,
            Types.STRING,
            "Its fixed IPv4 address in the network. Required for a host; not supported for `rds`.")
        .withReplacement();
  }

  private static List<AttributeSchema> own() {
    return List.of(
        text(
            ENGINE,
            "`host` for a host with MariaDB, or `rds` for a server managed by AWS. A change"
                + " replaces the server.",
            HOST),
        optional(
                "databases",
                Types.list(Types.STRING),
                "The names of the databases. A database removed from the list stays on the server.")
            .withDefault(Value.listOf(DATABASES)),
        text(
            USER,
            "The database user of the nodes, with all privileges on the databases.",
            "wso2es"),
        required(PASSWORD, Types.STRING, "The password of that user.").asSensitive(),
        number(
            "max_connections",
            "The maximum number of connections, for all nodes and pools together.",
            500),
        text("buffer_pool", "The size of InnoDB's buffer pool.", "256m"),
        flag(
            HostSchema.DELETION_PROTECTION,
            "Whether the server is protected from deletion and replacement.",
            true));
  }
}
