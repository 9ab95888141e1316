package io.esform.providers.aws;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.provider.Arguments;
import io.esform.providers.aws.call.AwsSettings;
import io.esform.providers.aws.call.AwsSettings.AssumedRole;
import io.esform.providers.aws.call.AwsSettings.ReadinessCheck;
import io.esform.providers.aws.call.Regions;
import io.esform.providers.aws.call.Service;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// The arguments of a `provider "aws"` block.
final class ProviderBlock {

  private static final int ATTEMPTS = 10;
  private static final List<String> CPU_CREDITS = List.of("standard", "unlimited");
  private static final String SESSION = "esform";
  private static final List<String> ENDPOINT_KEYS =
      List.of(
          AwsSettings.EVERY_SERVICE,
          "ec2",
          "iam",
          "rds",
          "route53",
          "s3",
          "secretsmanager",
          "ssm",
          "sts");

  static final Schema SCHEMA =
      Schema.of(
          "Amazon Web Services. Credentials come from the usual AWS sources: the environment,"
              + " `~/.aws`, single sign-on, or the role of the machine.",
          List.of(
              AttributeSchema.optional(
                  "region", Types.STRING, "The region. Unset: `AWS_REGION`, then the profile's."),
              AttributeSchema.optional(
                  "profile", Types.STRING, "The profile in `~/.aws`. Unset: `AWS_PROFILE`."),
              AttributeSchema.optional(
                  "endpoint",
                  Types.STRING,
                  "The URL of all services that `endpoints` does not contain, for emulators and"
                      + " private endpoints."),
              AttributeSchema.optional(
                  "endpoints",
                  Types.map(Types.STRING),
                  "The URLs of single services: `ec2`, `iam`, `rds`, `route53`, `s3`,"
                      + " `secretsmanager`, `ssm`, `sts`."),
              AttributeSchema.optional(
                  "default_tags",
                  Types.map(Types.STRING),
                  "Tags of all objects that this provider creates."),
              AttributeSchema.optional(
                      "max_attempts", Types.NUMBER, "The maximum number of attempts of one call.")
                  .withDefault(Value.of(ATTEMPTS)),
              AttributeSchema.optional(
                      "image",
                      Types.STRING,
                      "The image of hosts that set no `image`: an image id, or `ssm:` and the name"
                          + " of a parameter that contains one. Unset: the latest Debian 12 image"
                          + " for the architecture of the size, when the host is created.")
                  .withDefault(Value.of(AwsSettings.IMAGE)),
              AttributeSchema.optional(
                      "size", Types.STRING, "The size of hosts that set no `size`.")
                  .withDefault(Value.of("t3.medium")),
              AttributeSchema.optional(
                  "cpu_credits",
                  Types.STRING,
                  "The CPU credit mode of new hosts of burstable sizes (`t3.medium`): `standard`"
                      + " slows a host down when it has spent its credits, `unlimited` costs extra."
                      + " Unset: AWS's default, `unlimited` for all but `t2`."),
              AttributeSchema.optional(
                      "readiness",
                      Types.STRING,
                      "When a host counts as ready: `console`, when it reports so on its console;"
                          + " `running`, as soon as the instance runs, for emulators.")
                  .withDefault(Value.of("console"))),
          List.of(
              new NestedBlock(
                  "assume_role",
                  Nesting.SINGLE,
                  false,
                  Schema.of(
                      "A role to assume before any call.",
                      AttributeSchema.required("role_arn", Types.STRING, "The role's ARN."),
                      AttributeSchema.optional(
                              "session_name",
                              Types.STRING,
                              "The name of the session in AWS's logs.")
                          .withDefault(Value.of(SESSION)),
                      AttributeSchema.optional(
                          "external_id",
                          Types.STRING,
                          "The external id that the role's trust policy requires.")))));

  private ProviderBlock() {}

  static Diagnostics check(ObjectValue configuration) {
    var block = Arguments.of(configuration);
    var faults = new ArrayList<Diagnostic>();
    endpoints(block)
        .forEach((key, endpoint) -> {
          if (!ENDPOINT_KEYS.contains(key)) {
            faults.add(
                Diagnostic.error(
                    "Unknown service",
                    "\"%s\" is not a service that esform calls. Services: %s."
                        .formatted(key, String.join(", ", services()))));
          }
          if (!isAddress(endpoint)) {
            faults.add(
                Diagnostic.error(
                    "Invalid endpoint",
                    "\"%s\" is not a URL such as \"http://127.0.0.1:5000\".".formatted(endpoint)));
          }
        });
    block
        .text("region")
        .filter(_ -> endpoints(block).isEmpty())
        .flatMap(Regions::fault)
        .ifPresent(faults::add);
    block
        .outside("max_attempts", 1, 100)
        .ifPresent(number ->
            faults.add(
                Diagnostic.error(
                    "Value out of range",
                    "max_attempts must be a whole number from 1 to 100, not "
                        + number.toPlainString()
                        + ".")));
    block
        .text("readiness")
        .filter(
            text -> Arrays.stream(ReadinessCheck.values()).noneMatch(it -> key(it).equals(text)))
        .ifPresent(text ->
            faults.add(
                Diagnostic.error(
                    "Invalid value",
                    "readiness must be \"console\" or \"running\", not \"" + text + "\".")));
    block
        .text("cpu_credits")
        .filter(text -> !CPU_CREDITS.contains(text))
        .ifPresent(text ->
            faults.add(
                Diagnostic.error(
                    "Invalid value",
                    "cpu_credits must be \"standard\" or \"unlimited\", not \"" + text + "\".")));
    // A host reads the name of its secret from its instance tags, so all tag keys must be valid in
    // instance metadata.
    block.textsByKey("default_tags").keySet().stream()
        .filter(key -> !key.matches("(?!\\.{1,2}$|_index$)[A-Za-z0-9+=.,_:@-]{1,128}"))
        .forEach(key ->
            faults.add(
                Diagnostic.error(
                    "Invalid tag",
                    "The default tag \""
                        + key
                        + "\" is invalid. Instances read their tags from metadata, where a key has"
                        + " 1 to 128 letters, digits and characters of +-=.,_:@.")));
    block.textsByKey("default_tags").keySet().stream()
        .filter(key -> key.startsWith("aws:") || key.startsWith("esform:"))
        .forEach(key ->
            faults.add(
                Diagnostic.error(
                    "Reserved tag",
                    "The tag \""
                        + key
                        + "\" cannot be set: the prefixes \"aws:\" and \"esform:\" are"
                        + " reserved.")));
    return new Diagnostics(List.copyOf(faults));
  }

  private static List<String> services() {
    return Arrays.stream(Service.values()).map(Service::key).toList();
  }

  private static boolean isAddress(String endpoint) {
    try {
      URI address = URI.create(endpoint);
      return address.getHost() != null && List.of("http", "https").contains(address.getScheme());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static String key(ReadinessCheck readiness) {
    return readiness.name().toLowerCase(Locale.ROOT);
  }

  private static SortedMap<String, String> endpoints(Arguments block) {
    var endpoints = new TreeMap<>(block.textsByKey("endpoints"));
    block.text("endpoint").ifPresent(all -> endpoints.put(AwsSettings.EVERY_SERVICE, all));
    return endpoints;
  }

  /// @param configuration validated and wholly known
  static AwsSettings read(ObjectValue configuration) {
    var block = Arguments.of(configuration).withDefaults(SCHEMA);
    return new AwsSettings(
        block.text("region").orElse(null),
        block.text("profile").orElse(null),
        block.block("assume_role").map(ProviderBlock::role).orElse(null),
        endpoints(block),
        block.textsByKey("default_tags"),
        block.requiredInteger("max_attempts"),
        ReadinessCheck.valueOf(block.requiredText("readiness").toUpperCase(Locale.ROOT)),
        block.requiredText("image"),
        block.requiredText("size"),
        block.text("cpu_credits").orElse(null));
  }

  private static AssumedRole role(Arguments block) {
    return new AssumedRole(
        block.requiredText("role_arn"),
        block.text("session_name").orElse(SESSION),
        block.text("external_id").orElse(null));
  }
}
