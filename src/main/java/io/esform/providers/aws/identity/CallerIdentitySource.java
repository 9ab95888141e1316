package io.esform.providers.aws.identity;

import io.esform.diag.Diagnostics;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import software.amazon.awssdk.services.sts.StsClient;

/// `data "aws_caller_identity"`.
final class CallerIdentitySource implements DataSource {

  private static final Schema SCHEMA =
      Schema.of(
          "Whose credentials are in use.",
          AttributeSchema.computed("account_id", Types.STRING, "The number of the account."),
          AttributeSchema.computed("arn", Types.STRING, "The ARN of the user or assumed role."),
          AttributeSchema.computed("user_id", Types.STRING, "The unique id of the user or role."),
          AttributeSchema.computed("id", Types.STRING, "The same as `account_id`."));

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Response read(Connection connection, ObjectValue configuration) {
    try {
      var aws = (AwsConnection) connection;
      StsClient sts = aws.sts();
      var caller = aws.ask("sts:GetCallerIdentity", sts::getCallerIdentity);
      return aws.guard(() ->
          new Response(
              configuration
                  .with("account_id", Value.of(caller.account()))
                  .with("arn", Value.of(caller.arn()))
                  .with("user_id", Value.of(caller.userId()))
                  .with("id", Value.of(caller.account())),
              Diagnostics.none()));
    } catch (AwsFailure failure) {
      return new Response(null, Diagnostics.of(failure.diagnostic()));
    }
  }
}
