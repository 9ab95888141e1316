package io.esform.es;

import static io.esform.es.HostSchema.flag;
import static io.esform.es.HostSchema.number;
import static io.esform.es.HostSchema.single;
import static io.esform.es.HostSchema.text;
import static io.esform.schema.AttributeSchema.optional;
import static io.esform.schema.AttributeSchema.required;

import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.List;
import java.util.Map;

/// The schema of an `es_node` block.
final class NodeSchema {

  static final String SECRETS = "secrets";

  static final Schema HOST_NAMES =
      Schema.of(
          "The host names of the virtual hosts of the load balancer.",
          required("publisher", Types.STRING, "The host name of the publishers."),
          required("store", Types.STRING, "The host name of the stores."));

  static final Schema PACK =
      Schema.of(
          "The pack of the Enterprise Store as released by WSO2, or of another Carbon server.",
          required(
              "source", Types.STRING, "The zip file: a path on this machine, or an https URL."),
          required("sha256", Types.STRING, "Its SHA-256 checksum."),
          text("home", "The directory of the unpacked pack on the host.", "/opt/wso2es"),
          text(
              "java_package",
              "The Debian package of the Java runtime. Not installed with a block `java`.",
              "openjdk-17-jre-headless"),
          optional(
              "java_home",
              Types.STRING,
              "The home directory of a Java in the image of the host. Unset: that of the command"
                  + " `java`. Conflicts with a block `java`."),
          text(
              "truststore",
              "The file name of the trust store in repository/resources/security.",
              "client-truststore.jks"),
          text("truststore_password", "The trust store's password.", "wso2carbon").asSensitive());

  static final Schema JAVA =
      Schema.of(
          "The Java of the node, delivered as an archive. Unset: that of the Debian package in the"
              + " block `pack`.",
          required(
              "source",
              Types.STRING,
              "The tar.gz or zip archive of a JDK or JRE for Linux: a path on this machine, or an"
                  + " https URL."),
          required("sha256", Types.STRING, "Its SHA-256 checksum."));

  static final Schema JVM =
      Schema.of(
          "The node's Java virtual machine.",
          text("initial_memory", "The initial heap size.", "256m"),
          text("maximum_memory", "The maximum heap size.", "1024m"),
          text("options", "Additional options, separated by spaces.", ""));

  static final Schema CLUSTERING =
      Schema.of(
          "Hazelcast clustering by well-known addresses.",
          text("domain", "The name of the cluster.", "wso2.es.domain"),
          number("port", "The port on which every member listens.", 4000),
          required(
              "members",
              Types.list(Types.STRING),
              "All members of the domain, including this node: `ADDRESS` or `ADDRESS:PORT`."));

  static final Schema DRIVER =
      Schema.of(
          "The jar of the JDBC driver.",
          required("source", Types.STRING, "A path on this machine, or an https URL."),
          required("sha256", Types.STRING, "Its SHA-256 checksum."),
          text("class", "The class of the driver.", "com.mysql.cj.jdbc.Driver"));

  static final Schema POOL =
      Schema.of(
          "The connection pool of each datasource.",
          number("max_active", "The maximum number of connections.", 50),
          number("max_wait", "The maximum time to wait for a connection, in milliseconds.", 60_000),
          flag("test_on_borrow", "Whether a connection is validated before use.", true),
          text("validation_query", "The SQL query that validates a connection.", "SELECT 1"),
          number(
              "validation_interval",
              "The time for which a validation is valid, in milliseconds.",
              30_000));

  static final Schema DATABASE =
      Schema.of(
          "The databases of the node.",
          List.of(
              required("host", Types.STRING, "The DNS name or address of the server."),
              optional(
                  "server",
                  Types.STRING,
                  "The name of that server's `es_database`. The plan counts the connections of the"
                      + " node against it. Unset: the server that `host` leads to, if the plan has"
                      + " its DNS record or address."),
              optional(
                  "server_id",
                  Types.STRING,
                  "The id of that server: `es_database.this.server_id`. When it changes, the node"
                      + " is applied again: it creates missing databases and tables, and"
                      + " reconnects."),
              optional(
                  "server_version",
                  Types.STRING,
                  "The version of a MySQL server, such as `8.4`. The plan checks that the driver"
                      + " can connect to it. Unset: unknown."),
              number("port", "The port of the server.", 3306),
              text("user", "The database user of the nodes.", "wso2es"),
              required("password", Types.STRING, "That user's password.").asSensitive(),
              text("registry", "The database of the registry that all nodes mount.", "ES_regdb"),
              text("users", "The database of users, roles and permissions.", "ES_umdb"),
              text("identity", "The database of the identity provider.", "ES_Identitydb"),
              text("social", "The database of comments and ratings.", "ES_Socialdb"),
              optional(
                  "storage",
                  Types.STRING,
                  "The database of the storage of applications. Unset: no datasource for it."),
              optional(
                  "carbon",
                  Types.STRING,
                  "The database of the node's local registry. Unset: the H2 database of the pack."),
              flag(
                  "create",
                  "Whether nodes create missing databases. Set it for a managed server, where they"
                      + " connect as the master user.",
                  false),
              flag(
                  "share_carbon",
                  "Whether other nodes may use the same `carbon` database. WSO2 does not intend"
                      + " this.",
                  false),
              optional(
                      "url_parameters", Types.map(Types.STRING), "The parameters of the JDBC URLs.")
                  .withDefault(
                      Value.mapOf(Types.STRING, Map.of("autoReconnect", Value.of("true"))))),
          List.of(single("driver", true, DRIVER), single("pool", false, POOL)));

  static final Schema SCHEMAS =
      Schema.of(
          "The scripts that create the tables. The first node runs each script once, and only in a"
              + " database without tables.",
          optional(
              "scripts",
              Types.map(Types.STRING),
              "The path of the script below the pack's root, by database. Unset: the scripts of"
                  + " WSO2 for the datasources."),
          optional(
                  "overlay",
                  Types.map(Types.STRING),
                  "Scripts that replace those of the pack: content by path.")
              .withDefault(Value.mapOf(Types.STRING, Map.of()))
              .withoutSecrets("Set the secret in the database after the tables exist."),
          flag("required", "Whether a missing script is an error.", true));

  static final Schema REGISTRY_MOUNTS =
      Schema.of(
          "The mounted collections of the shared registry.",
          text(
              "config",
              "The path of `/_system/config` in the shared registry.",
              "/_system/configPub"),
          text(
              "governance",
              "The path of `/_system/governance` in the shared registry.",
              "/_system/governance"));

  static final Schema PROXY_PORTS =
      Schema.of(
          "The ports of the load balancer, which nodes write into URLs.",
          number("https", "The https port.", 443),
          number("http", "The http port.", 80));

  static final Schema SINGLE_SIGN_ON =
      Schema.of(
          "Single sign-on of both applications.",
          optional(
              "identity_provider_url",
              Types.STRING,
              "The login URL for browsers. Unset: `/samlsso` on the publisher."),
          text(
              "identity_alias",
              "The alias of the provider's certificate in the trust store.",
              "wso2carbon"));

  static final Schema DEPLOYMENT_SYNCHRONIZER =
      Schema.of(
          "Artifact sharing through a Subversion repository.",
          required("url", Types.STRING, "The URL of the repository."),
          required("user", Types.STRING, "The user of the repository."),
          required("password", Types.STRING, "That user's password.").asSensitive(),
          flag("auto_commit", "Whether this node commits. Only one publisher should.", false),
          flag("auto_checkout", "Whether this node checks out updates.", true),
          flag("append_tenant_id", "Whether each tenant has its own folder.", true));

  private static final String INSTEAD =
      "Set the secret in the argument \"secrets\" of the node, and write $esform{NAME} in its place"
          + " here.";

  static final Schema OVERRIDES =
      Schema.of(
          "A change to a file of the pack, after esform's own change of that file. Several blocks for"
              + " one file apply in order. Exactly one of `content`, `xslt` and `merge` is required."
              + " In them, `$esform{NAME}` stands for a secret of `secrets`.",
          required("file", Types.STRING, "The path of the file below the pack's root."),
          optional(
                  "content",
                  Types.STRING,
                  "The whole text of the file, which may be new to the pack.")
              .withoutSecrets(INSTEAD),
          optional("xslt", Types.STRING, "A stylesheet (XSLT 1.0) for an XML file.")
              .withoutSecrets(INSTEAD),
          optional(
                  "merge",
                  Types.STRING,
                  "Settings that are merged into the file, in its format: a `.properties`, `.json`"
                      + " (RFC 7386) or `.toml` file.")
              .withoutSecrets(INSTEAD));

  static final String ADMINISTRATOR = "admin";

  static final Schema ADMIN =
      Schema.of(
          "The administrator of Carbon. Nodes set the password, also that of an existing user, and"
              + " log in with it before they count as ready.",
          text("user", "The name of the user.", "admin"),
          required(
                  "password",
                  Types.STRING,
                  "The password: 5 to 30 characters without spaces, and not `admin`.")
              .asSensitive());

  static final Schema NODE =
      HostSchema.of(
          "An Enterprise Store node: a publisher or a store.",
          List.of("xsltproc", "python3", "unzip", "curl", "iproute2", "nftables", "mariadb-client"),
          List.of(
              required("role", Types.STRING, "`publisher` or `store`."),
              optional(
                  "load_balancer_certificate",
                  Types.STRING,
                  "The certificate of the load balancer in PEM. The node trusts it."),
              optional(
                      SECRETS,
                      Types.map(Types.STRING),
                      "The secrets of `overrides`, by name. Nodes receive them separately from all"
                          + " other files.")
                  .asSensitive()),
          List.of(
              single("host_names", true, HOST_NAMES),
              single(ADMINISTRATOR, true, ADMIN),
              single("pack", true, PACK),
              single(NodeInputs.JAVA, false, JAVA),
              single("clustering", true, CLUSTERING),
              single("database", true, DATABASE),
              single("schemas", false, SCHEMAS),
              single("jvm", false, JVM),
              single("registry_mounts", false, REGISTRY_MOUNTS),
              single("proxy_ports", false, PROXY_PORTS),
              single("single_sign_on", false, SINGLE_SIGN_ON),
              single("deployment_synchronizer", false, DEPLOYMENT_SYNCHRONIZER),
              new NestedBlock(NodeOverrides.BLOCK, Nesting.LIST, false, OVERRIDES)));

  private NodeSchema() {}
}
