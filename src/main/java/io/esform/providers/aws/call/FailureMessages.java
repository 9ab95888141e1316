package io.esform.providers.aws.call;

import io.esform.diag.Diagnostic;
import io.esform.providers.aws.call.AwsFailure.Aftermath;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Describes the cause of a failed call and its remedy.
final class FailureMessages {

  /// @param summary of the message
  /// @param advice the remedy in full sentences; empty when AWS's message contains it
  private record Meaning(String summary, String advice) {}

  private FailureMessages() {}

  /// @param operation the name of its permission: `ec2:RunInstances`
  static AwsFailure of(String operation, SdkException failure) {
    return failure instanceof AwsServiceException refusal
        ? refused(operation, refusal)
        : unanswered(operation, failure);
  }

  private static AwsFailure refused(String operation, AwsServiceException refusal) {
    var details = refusal.awsErrorDetails();
    String code = details == null || details.errorCode() == null ? "" : details.errorCode();
    String words = details == null ? null : details.errorMessage();
    Meaning meaning = meaning(operation, code, refusal.isThrottlingException());
    String text =
        "AWS refused %s with %s: %s"
                .formatted(
                    operation,
                    code.isEmpty() ? "status " + refusal.statusCode() : code,
                    sentence(words == null ? "no reason given" : words))
            + (meaning.advice().isEmpty() ? "" : " " + meaning.advice())
            + (refusal.requestId() == null
                ? ""
                : "\n\nRequest id: %s".formatted(refusal.requestId()));
    return new AwsFailure(
        Diagnostic.error(meaning.summary(), text), code, aftermath(refusal), null);
  }

  private static Aftermath aftermath(AwsServiceException refusal) {
    return refusal.statusCode() >= 500 ? Aftermath.UNKNOWN : Aftermath.NOTHING;
  }

  /// @param operation the last one with a response; empty for none
  /// @param requestId of that call; empty if the response has none
  static AwsFailure unreadable(String operation, String requestId, Throwable fault) {
    String text =
        ("esform cannot use the response to %s (%s). Check that \"endpoint\", if set, is the"
                + " address of AWS or of an emulator. If it is, report this as a bug of esform.")
            .formatted(operation.isEmpty() ? "a call" : operation, fault);
    return new AwsFailure(
        Diagnostic.error(
            "Unexpected response from AWS",
            text + (requestId.isEmpty() ? "" : "\n\nRequest id: " + requestId)),
        "",
        Aftermath.UNREADABLE,
        null);
  }

  private static String sentence(String words) {
    String text = words.strip();
    return text.endsWith(".") ? text : text + ".";
  }

  private static Meaning meaning(String operation, String code, boolean isThrottling) {
    return switch (code) {
      case "UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "AuthorizationError" ->
          new Meaning(
              "Not permitted",
              "The credentials do not permit this action. Grant them the permission:\n\n    "
                  + operation);
      case "AuthFailure",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "InvalidSignatureException" ->
          new Meaning(
              "Credentials refused",
              "The credentials are invalid, or not valid in this region. Check which identity they"
                  + " belong to:\n\n"
                  + "    aws sts get-caller-identity");
      case "ExpiredToken", "ExpiredTokenException", "RequestExpired" ->
          new Meaning("Credentials expired", "Get new credentials, then run this again.");
      case "OptInRequired" ->
          new Meaning(
              "Region or service not enabled",
              "Enable the region or service for the account, or choose another.");
      case "InvalidIPAddress.InUse", "PrivateIpAddressInUse" ->
          new Meaning("Address in use", "Choose another address, or release this one.");
      case "InsufficientFreeAddressesInSubnet" ->
          new Meaning("Subnet full", "Release an address, or use a larger subnet.");
      case "AddressLimitExceeded" ->
          new Meaning(
              "Limit reached",
              "By default, an account has five elastic addresses in a region. To request more:\n\n"
                  + "    aws service-quotas request-service-quota-increase --service-code ec2"
                  + " --quota-code L-0263D0A3 --desired-value 10");
      case "InsufficientInstanceCapacity", "InsufficientDBInstanceCapacity" ->
          new Meaning(
              "No capacity",
              "AWS has no capacity for this size in this zone at present. Try again later, or"
                  + " choose another size or zone.");
      case "InvalidAMIID.NotFound", "InvalidAMIID.Malformed", "InvalidAMIID.Unavailable" ->
          new Meaning(
              "Invalid image", "Image ids differ between regions. Use an image of this region.");
      case "DependencyViolation", "DeleteConflict", "InvalidDBSubnetGroupStateFault" ->
          new Meaning(
              "Still in use", "An object outside this state uses it. Remove that object first.");
      case "InvalidParameterCombination" ->
          operation.equals("rds:CreateDBInstance") || operation.equals("rds:ModifyDBInstance")
              ? new Meaning(
                  "Not offered by RDS",
                  "To list the versions, sizes and storage types that can be combined in this"
                      + " region:\n\n"
                      + "    aws rds describe-orderable-db-instance-options --engine mysql")
              : general(code, isThrottling);
      case "OperationNotPermitted" -> new Meaning("Not allowed in this state", "");
      case "NoSuchHostedZone" ->
          new Meaning(
              "Zone not found", "Check the zone id, and that the zone belongs to this account.");
      case "DBInstanceAlreadyExists",
          "DBSubnetGroupAlreadyExists",
          "DBParameterGroupAlreadyExists",
          "ResourceExistsException",
          "EntityAlreadyExists",
          "InvalidGroup.Duplicate",
          "InvalidKeyPair.Duplicate",
          "BucketAlreadyExists",
          "BucketAlreadyOwnedByYou" ->
          new Meaning(
              "Name taken",
              "An object that was not created by this state has the name. Choose another name, or"
                  + " import the object.");
      default -> general(code, isThrottling);
    };
  }

  private static Meaning general(String code, boolean isThrottling) {
    if (isThrottling) {
      return new Meaning(
          "Throttled",
          "AWS kept refusing the call after many attempts. Run this again later, with a lower"
              + " --parallelism.");
    }
    if (code.contains("LimitExceeded") || code.contains("QuotaExceeded")) {
      return new Meaning(
          "Limit reached",
          "Request a higher quota in the Service Quotas console, or remove objects that are not"
              + " needed.");
    }
    return new Meaning("AWS refused a call", "");
  }

  private static AwsFailure unanswered(String operation, SdkException failure) {
    String words = failure.getMessage() == null ? "" : failure.getMessage();
    if (words.contains("Unable to load credentials")) {
      return new AwsFailure(
          Diagnostic.error(
              "No credentials",
              "esform found no AWS credentials in the usual sources. Set AWS_ACCESS_KEY_ID and"
                  + " AWS_SECRET_ACCESS_KEY, or log in and set the profile:\n\n"
                  + "    aws sso login --profile NAME\n    export AWS_PROFILE=NAME"),
          "",
          Aftermath.NOTHING,
          null);
    }
    if (words.contains("Unable to load region")) {
      return new AwsFailure(
          Diagnostic.error(
              "No region",
              "No AWS region is configured. Set it in the provider block:\n\n"
                  + "    provider \"aws\" {\n      region = \"eu-central-1\"\n    }"),
          "",
          Aftermath.NOTHING,
          null);
    }
    String reason = rootReason(failure);
    String advice =
        hasCause(failure, UnknownHostException.class)
            ? "Check the region's name, the endpoint and the network."
            : "Check the network, then run this again.";
    return new AwsFailure(
        Diagnostic.error(
            "No response from AWS",
            "The call %s failed: %s %s".formatted(operation, reason, advice)),
        "",
        Aftermath.UNKNOWN,
        null);
  }

  private static String rootReason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String name =
        root instanceof UnknownHostException
            ? "there is no host " + root.getMessage()
            : message(root);
    return sentence(name);
  }

  private static String message(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private static boolean hasCause(@Nullable Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
