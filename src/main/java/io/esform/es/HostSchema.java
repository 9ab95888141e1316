package io.esform.es;

import static io.esform.schema.AttributeSchema.computed;
import static io.esform.schema.AttributeSchema.optional;
import static io.esform.schema.AttributeSchema.required;

import io.esform.schema.AttributeSchema;
import io.esform.schema.AttributeSchema.Display;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The common schema of all host blocks.
final class HostSchema {

  static final String NAME = "name";
  static final String NETWORK = "network";
  static final String ADDRESS = "address";
  static final String IMAGE = "image";
  static final String SIZE = "size";
  static final String PACKAGES = "packages";
  static final String PUBLISH = "publish";
  static final String ID = "id";
  static final String GENERATION = "generation";
  static final String READY = "ready";
  static final String FILES = "files";
  static final String USER_DATA_BYTES = "user_data_bytes";
  static final String USER_DATA_SHA256 = "user_data_sha256";

  /// The version of the schemas of all hosts; see {@link HostUpgrade}.
  static final int VERSION = 1;

  static final String DISK_SIZE = "disk_size";
  static final String ALLOCATION_ID = "allocation_id";
  static final String DELETION_PROTECTION = "deletion_protection";
  static final String DEVIATIONS = "deviations";
  static final String PROBLEMS = "problems";

  /// Attributes that are part of no file of the host; they may become known late.
  static final Set<String> OF_THE_PLATFORM =
      Set.of(NETWORK, IMAGE, SIZE, DISK_SIZE, ALLOCATION_ID, DELETION_PROTECTION);

  /// The network of a host. Attributes that only some platforms have are optional.
  static final Type NETWORK_TYPE =
      Types.object(
          Map.of(
              "id",
              Types.STRING,
              "cidr",
              Types.STRING,
              "subnets",
              Types.map(Types.STRING),
              "security_groups",
              Types.map(Types.list(Types.STRING)),
              "instance_profile",
              Types.STRING,
              "key_name",
              Types.STRING,
              BundlePlace.ARGUMENT,
              Types.STRING),
          Set.of(
              "subnets", "security_groups", "instance_profile", "key_name", BundlePlace.ARGUMENT));

  private HostSchema() {}

  /// @param packages that the host's image must have, by default
  static Schema of(
      String description,
      List<String> packages,
      List<AttributeSchema> own,
      List<NestedBlock> ownBlocks) {
    var attributes = new ArrayList<AttributeSchema>();
    attributes.add(required(NAME, Types.STRING, "The host name: one DNS label.").withReplacement());
    attributes.add(
        required(
            NETWORK,
            NETWORK_TYPE,
            "The network, such as `local_network.main` or the output of the module"
                + " `network-aws`. Its `bundles`, `s3://BUCKET/PREFIX`, is where hosts that have no"
                + " other way fetch their scripts and configuration files; unset, these are part of"
                + " user-data."));
    attributes.add(
        required(ADDRESS, Types.STRING, "Its fixed IPv4 address in the network.")
            .withReplacement());
    attributes.addAll(own);
    attributes.add(
        optional(
                IMAGE,
                Types.STRING,
                "The image, by its name on the platform. Unset: the provider's default.")
            .withReplacement());
    attributes.add(
        optional(
            SIZE,
            Types.STRING,
            "The size, by its name on the platform. Unset: the provider's default."));
    attributes.add(
        optional(
            DISK_SIZE,
            Types.NUMBER,
            "The disk size in GiB. It can grow but not shrink. Unset: the size of the image. No"
                + " effect on platforms where hosts have no disks."));
    attributes.add(
        optional(
                PACKAGES,
                Types.list(Types.STRING),
                "The Debian packages that the host needs. Missing packages are installed at boot.")
            .withDefault(Value.listOf(packages)));
    attributes.add(HostProbes.skippedArgument());
    attributes.addAll(results());
    var blocks = new ArrayList<>(ownBlocks);
    blocks.add(publish());
    blocks.add(HostProbes.block());
    return Schema.of(description, attributes, blocks).withVersion(VERSION);
  }

  /// As an attribute: null for none, so that a state without such texts omits it.
  static Value textsOrNull(List<String> texts) {
    return texts.isEmpty() ? Value.nullOf(Types.list(Types.STRING)) : Value.listOf(texts);
  }

  private static List<AttributeSchema> results() {
    return List.of(
        computed(ID, Types.STRING, "The id of the host on the platform."),
        computed(GENERATION, Types.NUMBER, "The number of configurations that the host has had."),
        computed(
            READY,
            Types.BOOL,
            "Whether the host has reported this generation as ready, and its probes pass."),
        computed(
            PROBLEMS,
            Types.list(Types.STRING),
            "What is wrong with a host that is not ready, such as a probe that fails; null for"
                + " none. An apply mends what it can."),
        computed(
            DEVIATIONS,
            Types.list(Types.STRING),
            "Settings on the platform that differ from the configuration, such as tags; null for"
                + " none. An apply corrects them."),
        computed(
                FILES,
                Types.map(Types.STRING),
                "The SHA-256 checksums of its rendered files, by path.")
            .shownAs(Display.FILES),
        computed(
                USER_DATA_BYTES,
                Types.NUMBER,
                "The size of its user-data in bytes, at most 16,384.")
            .shownAs(Display.HIDDEN),
        computed(USER_DATA_SHA256, Types.STRING, "The checksum of its user-data.")
            .shownAs(Display.HIDDEN));
  }

  private static NestedBlock publish() {
    return new NestedBlock(
        PUBLISH,
        Nesting.LIST,
        false,
        Schema.of(
            "A port of the host, published on the loopback address of this machine.",
            required("port", Types.NUMBER, "The port on the host."),
            required("published_port", Types.NUMBER, "The port on the loopback address.")));
  }

  static NestedBlock single(String name, boolean required, Schema schema) {
    return new NestedBlock(name, Nesting.SINGLE, required, schema);
  }

  static AttributeSchema text(String name, String description, String defaultValue) {
    return optional(name, Types.STRING, description).withDefault(Value.of(defaultValue));
  }

  static AttributeSchema number(String name, String description, long defaultValue) {
    return optional(name, Types.NUMBER, description).withDefault(Value.of(defaultValue));
  }

  static AttributeSchema flag(String name, String description, boolean defaultValue) {
    return optional(name, Types.BOOL, description).withDefault(Value.of(defaultValue));
  }
}
