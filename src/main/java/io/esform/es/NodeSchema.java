package io.esform.es;

import static io.esform.es.HostSchema.flag;
import static io.esform.es.HostSchema.number;
import static io.esform.es.HostSchema.single;
import static io.esform.es.HostSchema.text;
import static io.esform.schema.AttributeSchema.optional;
import static io.esform.schema.AttributeSchema.required;

import io.esform.schema.Schema;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.List;
import java.util.Map;

/// The schema of an `es_node` block.
final class NodeSchema {

  static final Schema HOST_NAMES =
      Schema.of(
          "The names that the load balancer answers to.",
          required("publisher", Types.STRING, "The publisher's."),
          required("store", Types.STRING, "The store's."));

  static final Schema PACK =
      Schema.of(
          "The Enterprise Store as WSO2 ships it, or another Carbon server.",
          required("source", Types.STRING, "The zip: a path on this machine, or an https URL."),
          required("sha256", Types.STRING, "Its SHA-256 checksum."),
          text("home", "Where it is unpacked on the host.", "/opt/wso2es"),
          text("java_package", "The Debian package with its Java.", "openjdk-17-jre-headless"),
          optional("java_home", Types.STRING, "Its Java's home. Unset: where `java` leads."),
          text(
              "truststore",
              "The trust store below repository/resources/security.",
              "client-truststore.jks"),
          text("truststore_password", "The trust store's password.", "wso2carbon").asSensitive());

  static final Schema JVM =
      Schema.of(
          "The node's Java virtual machine.",
          text("initial_memory", "The heap at start.", "256m"),
          text("maximum_memory", "The largest heap.", "1024m"),
          text("options", "Further options, separated by spaces.", ""));

  static final Schema CLUSTERING =
      Schema.of(
          "Hazelcast clustering by well-known addresses.",
          text("domain", "The cluster's name.", "wso2.es.domain"),
          number("port", "The port that every member listens on.", 4000),
          required(
              "members",
              Types.list(Types.STRING),
              "Every member of the domain, this node too: `ADDRESS` or `ADDRESS:PORT`."));

  static final Schema DRIVER =
      Schema.of(
          "The JDBC driver's jar.",
          required("source", Types.STRING, "A path on this machine, or an https URL."),
          required("sha256", Types.STRING, "Its SHA-256 checksum."),
          text("class", "The driver's class.", "com.mysql.cj.jdbc.Driver"));

  static final Schema POOL =
      Schema.of(
          "Each datasource's connection pool.",
          number("max_active", "The most connections at once.", 50),
          number("max_wait", "How long a borrower waits, in milliseconds.", 60_000),
          flag("test_on_borrow", "Whether a connection is tried before it is lent.", true),
          text("validation_query", "How it is tried.", "SELECT 1"),
          number("validation_interval", "How long a try counts, in milliseconds.", 30_000));

  static final Schema DATABASE =
      Schema.of(
          "The databases as the node reaches them.",
          List.of(
              required("host", Types.STRING, "The server's name or address."),
              optional(
                  "server_id",
                  Types.STRING,
                  "Which server that is: `es_database.this.server_id`. When it is another one, the"
                      + " node is applied again, so that it makes what is missing there and"
                      + " reconnects."),
              number("port", "The server's port.", 3306),
              text("user", "The nodes' user.", "wso2es"),
              required("password", Types.STRING, "That user's password.").asSensitive(),
              text("registry", "The registry that all nodes mount.", "ES_regdb"),
              text("users", "Users, roles and permissions.", "ES_umdb"),
              text("identity", "The identity provider's.", "ES_Identitydb"),
              text("social", "Comments and ratings.", "ES_Socialdb"),
              optional("storage", Types.STRING, "Unset: no datasource for it."),
              optional(
                  "carbon",
                  Types.STRING,
                  "The node's own local registry. Unset: the H2 database of the pack."),
              flag(
                  "create",
                  "Whether nodes make the databases that are missing: for a managed server, whose"
                      + " master user they are.",
                  false),
              flag(
                  "share_carbon",
                  "Whether other nodes may have the same `carbon` database. Not meant by WSO2.",
                  false),
              optional("url_parameters", Types.map(Types.STRING), "Of the JDBC URLs.")
                  .withDefault(
                      Value.mapOf(Types.STRING, Map.of("autoReconnect", Value.of("true"))))),
          List.of(single("driver", true, DRIVER), single("pool", false, POOL)));

  static final Schema SCHEMAS =
      Schema.of(
          "Which tables are made in which database, by the first node to come, once, and only"
              + " where there are none.",
          optional(
              "scripts",
              Types.map(Types.STRING),
              "The script by database, below the pack's root. Unset: WSO2's for the datasources."),
          optional(
                  "overlay",
                  Types.map(Types.STRING),
                  "Scripts to have in place of the pack's, content by path.")
              .withDefault(Value.mapOf(Types.STRING, Map.of())),
          flag("required", "Whether a script that is nowhere is an error.", true));

  static final Schema REGISTRY_MOUNTS =
      Schema.of(
          "Where the shared registry's collections are mounted from.",
          text("config", "What `/_system/config` is there.", "/_system/configPub"),
          text("governance", "What `/_system/governance` is there.", "/_system/governance"));

  static final Schema PROXY_PORTS =
      Schema.of(
          "The load balancer's ports, as nodes write them into URLs.",
          number("https", "For https.", 443),
          number("http", "For http.", 80));

  static final Schema SINGLE_SIGN_ON =
      Schema.of(
          "Single sign-on of both applications.",
          optional(
              "identity_provider_url",
              Types.STRING,
              "Where browsers log in. Unset: the publisher's `/samlsso`."),
          text("identity_alias", "The provider's certificate in the trust store.", "wso2carbon"));

  static final Schema DEPLOYMENT_SYNCHRONIZER =
      Schema.of(
          "Artifacts shared through Subversion.",
          required("url", Types.STRING, "The repository's URL."),
          required("user", Types.STRING, "Its user."),
          required("password", Types.STRING, "That user's password.").asSensitive(),
          flag("auto_commit", "Whether this node commits. One publisher should.", false),
          flag("auto_checkout", "Whether this node updates.", true),
          flag("append_tenant_id", "Whether each tenant has its own folder.", true));

  static final Schema NODE =
      HostSchema.of(
          "One Enterprise Store node, publisher or store.",
          List.of("xsltproc", "python3", "unzip", "curl", "iproute2", "nftables", "mariadb-client"),
          List.of(
              required("role", Types.STRING, "`publisher` or `store`."),
              optional(
                  "load_balancer_certificate",
                  Types.STRING,
                  "The load balancer's certificate in PEM, for the node to trust.")),
          List.of(
              single("host_names", true, HOST_NAMES),
              single("pack", true, PACK),
              single("clustering", true, CLUSTERING),
              single("database", true, DATABASE),
              single("schemas", false, SCHEMAS),
              single("jvm", false, JVM),
              single("registry_mounts", false, REGISTRY_MOUNTS),
              single("proxy_ports", false, PROXY_PORTS),
              single("single_sign_on", false, SINGLE_SIGN_ON),
              single("deployment_synchronizer", false, DEPLOYMENT_SYNCHRONIZER)));

  private NodeSchema() {}
}
