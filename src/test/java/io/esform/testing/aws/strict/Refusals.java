package io.esform.testing.aws.strict;

import io.esform.testing.Relay.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Error answers in the formats of the services.
final class Refusals {

  private Refusals() {}

  static Answer of(String service, int status, String code, String message) {
    return switch (service) {
      case "ec2" ->
          Answer.xml(
              status,
              "<Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors><RequestID>strict</RequestID></Response>"
                  .formatted(code, message));
      case "s3" ->
          Answer.xml(
              status,
              "<Error><Code>%s</Code><Message>%s</Message><RequestId>strict</RequestId></Error>"
                  .formatted(code, message));
      case "secretsmanager", "ssm" ->
          new Answer(
              status,
              Map.of("content-type", "application/x-amz-json-1.1"),
              "{\"__type\": \"%s\", \"message\": \"%s\"}"
                  .formatted(code, message)
                  .getBytes(StandardCharsets.UTF_8));
      default ->
          Answer.xml(
              status,
              "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>strict</RequestId></ErrorResponse>"
                  .formatted(code, message));
    };
  }

  static Answer ec2(String code, String message) {
    return of("ec2", 400, code, message);
  }

  static Answer inUse(String kind, String id) {
    return ec2(
        "DependencyViolation",
        "The %s '%s' has dependencies and cannot be deleted.".formatted(kind, id));
  }
}
