package io.esform.providers.aws.parameters;

import static io.esform.providers.aws.call.AwsFailure.code;

import io.esform.provider.Arguments;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.type.Attributes;
import io.esform.providers.aws.type.SourceKind;
import io.esform.schema.AttributeSchema;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.List;
import java.util.SequencedMap;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/// `data "aws_ssm_parameter"`.
final class ParameterSource implements SourceKind {

  private static final String NAME = "name";
  private static final String WITH_DECRYPTION = "with_decryption";

  @Override
  public String description() {
    return "A Systems Manager parameter. AWS publishes some, such as the id of its newest image.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.required(
            NAME, Types.STRING, "Its name, with its path: `/store/database/password`."),
        AttributeSchema.optional(
                WITH_DECRYPTION, Types.BOOL, "Whether to decrypt the value of a `SecureString`.")
            .withDefault(Value.of(true)),
        AttributeSchema.computed("value", Types.STRING, "Its value.").asSensitive(),
        AttributeSchema.computed(
            "insecure_value",
            Types.STRING,
            "Its value, not marked as sensitive; null for a `SecureString`."),
        AttributeSchema.computed(
            "type", Types.STRING, "Its type: `String`, `StringList` or `SecureString`."),
        AttributeSchema.computed(
            "version", Types.NUMBER, "Its version number, which each new value increments."),
        AttributeSchema.computed("arn", Types.STRING, "Its ARN."),
        AttributeSchema.computed("id", Types.STRING, "The same as `name`."));
  }

  @Override
  public SequencedMap<String, Value> read(AwsConnection aws, Arguments configuration)
      throws AwsFailure {
    Parameter parameter = get(aws, configuration);
    boolean isSecure = parameter.type() == ParameterType.SECURE_STRING;
    return new Attributes()
        .text("value", parameter.value())
        .text("insecure_value", isSecure ? null : parameter.value())
        .text("type", parameter.typeAsString())
        .number("version", parameter.version())
        .text("arn", parameter.arn())
        .text("id", configuration.requiredText(NAME))
        .toMap();
  }

  private static Parameter get(AwsConnection aws, Arguments configuration) throws AwsFailure {
    String name = configuration.requiredText(NAME);
    boolean isDecrypted = configuration.requiredFlag(WITH_DECRYPTION);
    return aws.unless(
            code("ParameterNotFound", "ParameterVersionNotFound"),
            () ->
                aws.ssm(
                    "ssm:GetParameter",
                    ssm ->
                        ssm.getParameter(request -> request.name(name).withDecryption(isDecrypted))
                            .parameter()))
        .orElseThrow(() ->
            AwsFailure.of(
                "Parameter not found",
                ("The parameter \"%s\" does not exist in %s. Check the region and the name. A name"
                        + " with a path begins with a slash.")
                    .formatted(name, aws.regionOr("this region"))));
  }
}
