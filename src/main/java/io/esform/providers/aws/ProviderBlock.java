package io.esform.providers.aws;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.provider.Arguments;
import io.esform.providers.aws.call.AwsSettings;
import io.esform.providers.aws.call.AwsSettings.Readiness;
import io.esform.providers.aws.call.AwsSettings.Role;
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
          "Amazon Web Services. Credentials are found where every AWS tool finds them: the"
              + " environment, `~/.aws`, single sign-on, the role of the machine.",
          List.of(
              AttributeSchema.optional(
                  "region", Types.STRING, "The region. Unset: `AWS_REGION`, then the profile's."),
              AttributeSchema.optional(
                  "profile", Types.STRING, "The profile in `~/.aws`. Unset: `AWS_PROFILE`."),
              AttributeSchema.optional(
                  "endpoint",
                  Types.STRING,
                  "Where every service is reached that `endpoints` does"
                      + " not name, for emulators and private endpoints."),
              AttributeSchema.optional(
                  "endpoints",
                  Types.map(Types.STRING),
                  "Where single services are reached: `ec2`, `iam`, `rds`, `route53`, `s3`,"
                      + " `secretsmanager`, `ssm`, `sts`."),
              AttributeSchema.optional(
                  "default_tags",
                  Types.map(Types.STRING),
                  "Tags of everything that this provider makes."),
              AttributeSchema.optional(
                      "max_attempts", Types.NUMBER, "How often one call is tried, at most.")
                  .withDefault(Value.of(ATTEMPTS)),
              AttributeSchema.optional(
                      "image",
                      Types.STRING,
                      "What hosts boot that name no image: an image's id, or `ssm:` and the name of"
                          + " a parameter that holds one. Unset: Debian 12 for the size's"
                          + " processors as it is when the host is made.")
                  .withDefault(Value.of(AwsSettings.IMAGE)),
              AttributeSchema.optional("size", Types.STRING, "The size of hosts that name none.")
                  .withDefault(Value.of("t3.medium")),
              AttributeSchema.optional(
                  "cpu_credits",
                  Types.STRING,
                  "How hosts of burstable sizes (`t3.medium`) that are launched from now on behave"
                      + " when they have spent their credits: `standard` slows them down,"
                      + " `unlimited` costs extra. Unset: AWS's choice, which is `unlimited` for"
                      + " all but `t2`."),
              AttributeSchema.optional(
                      "readiness",
                      Types.STRING,
                      "How a host is known to be ready: `console` when it says so on its console,"
                          + " `running` as soon as it runs, which is for emulators.")
                  .withDefault(Value.of("console"))),
          List.of(
              new NestedBlock(
                  "assume_role",
                  Nesting.SINGLE,
                  false,
                  Schema.of(
                      "A role to take on before any call.",
                      AttributeSchema.required("role_arn", Types.STRING, "The role's ARN."),
                      AttributeSchema.optional(
                              "session_name", Types.STRING, "What AWS's own logs call the session.")
                          .withDefault(Value.of(SESSION)),
                      AttributeSchema.optional(
                          "external_id", Types.STRING, "What the role's owner asks for.")))));

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
                    "\"%s\" is none of the services that esform calls: %s."
                        .formatted(key, String.join(", ", services()))));
          }
          if (!isAddress(endpoint)) {
            faults.add(
                Diagnostic.error(
                    "Invalid endpoint",
                    "An endpoint is an address such as \"http://127.0.0.1:5000\". \"%s\" is not."
                        .formatted(endpoint)));
          }
        });
    block
        .text("region")
        .filter(_ -> endpoints(block).isEmpty())
        .flatMap(Regions::fault)
        .ifPresent(faults::add);
    block
        .number("max_attempts")
        .filter(number -> number.intValue() < 1 || number.intValue() > 100)
        .ifPresent(number ->
            faults.add(
                Diagnostic.error(
                    "Value out of range",
                    "max_attempts is a whole number from 1 to 100, not "
                        + number.toPlainString()
                        + ".")));
    block
        .text("readiness")
        .filter(text -> Arrays.stream(Readiness.values()).noneMatch(it -> key(it).equals(text)))
        .ifPresent(text ->
            faults.add(
                Diagnostic.error(
                    "Invalid value",
                    "readiness is \"console\" or \"running\", not \"" + text + "\".")));
    block
        .text("cpu_credits")
        .filter(text -> !CPU_CREDITS.contains(text))
        .ifPresent(text ->
            faults.add(
                Diagnostic.error(
                    "Invalid value",
                    "cpu_credits is \"standard\" or \"unlimited\", not \"" + text + "\".")));
    // A host reads the name of its secret from its instance tags, so all tag keys must be valid in
    // instance metadata.
    block.textsByKey("default_tags").keySet().stream()
        .filter(key -> !key.matches("(?!\\.{1,2}$|_index$)[A-Za-z0-9+=.,_:@-]{1,128}"))
        .forEach(key ->
            faults.add(
                Diagnostic.error(
                    "Unusable tag",
                    "The key of a default tag has 1 to 128 letters, digits and characters of"
                        + " +-=.,_:@, as instances are told their tags in metadata: \""
                        + key
                        + "\" is not such a key.")));
    block.textsByKey("default_tags").keySet().stream()
        .filter(key -> key.startsWith("aws:") || key.startsWith("esform:"))
        .forEach(key ->
            faults.add(
                Diagnostic.error(
                    "Reserved tag",
                    "Tags that begin with \"aws:\" or \"esform:\" are not the configuration's to"
                        + " set: \""
                        + key
                        + "\".")));
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

  private static String key(Readiness readiness) {
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
        Readiness.valueOf(block.requiredText("readiness").toUpperCase(Locale.ROOT)),
        block.requiredText("image"),
        block.requiredText("size"),
        block.text("cpu_credits").orElse(null));
  }

  private static Role role(Arguments block) {
    return new Role(
        block.requiredText("role_arn"),
        block.text("session_name").orElse(SESSION),
        block.text("external_id").orElse(null));
  }
}
