package io.esform.providers.aws.identity;

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

/// `data "aws_caller_identity"`.
final class CallerIdentitySource implements SourceKind {

  @Override
  public String description() {
    return "The identity of the credentials in use.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.computed("account_id", Types.STRING, "The id of the account."),
        AttributeSchema.computed("arn", Types.STRING, "The ARN of the user or assumed role."),
        AttributeSchema.computed("user_id", Types.STRING, "The unique id of the user or role."),
        AttributeSchema.computed("id", Types.STRING, "The same as `account_id`."));
  }

  @Override
  public SequencedMap<String, Value> read(AwsConnection aws, Arguments configuration)
      throws AwsFailure {
    var caller = aws.sts("sts:GetCallerIdentity", sts -> sts.getCallerIdentity());
    return new Attributes()
        .with("account_id", Value.of(caller.account()))
        .with("arn", Value.of(caller.arn()))
        .with("user_id", Value.of(caller.userId()))
        .with("id", Value.of(caller.account()))
        .toMap();
  }
}
