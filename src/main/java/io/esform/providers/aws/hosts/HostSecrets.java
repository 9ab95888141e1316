package io.esform.providers.aws.hosts;

import io.esform.es.Platform.HostPlacement;
import io.esform.provider.Progress;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import io.esform.providers.aws.call.Waits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/// What a host is given apart from its user-data: one secret for each host, which it fetches at
/// boot.
///
/// The value has a line for each file: its name, a space, its content in base64.
final class HostSecrets {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final AwsConnection aws;

  HostSecrets(AwsConnection aws) {
    this.aws = aws;
  }

  /// The secret's name: known before the host is made, and the same for the one that replaces it.
  static String name(HostPlacement placement) {
    return "esform/" + placement.network().id() + "/" + placement.name();
  }

  /// Makes the host's secret, or gives it a new value.
  ///
  /// @param token of the creation; null for a change
  void put(
      HostPlacement placement,
      SortedMap<String, String> secrets,
      @Nullable String token,
      Progress progress)
      throws AwsFailure {
    // The secret of a host that has gone just now goes in the background.
    Waits.until(
        aws,
        "the old secret of " + placement.name() + " to go",
        PATIENCE,
        progress,
        () -> isPut(placement, value(secrets), token));
  }

  private boolean isPut(HostPlacement placement, String value, @Nullable String token)
      throws AwsFailure {
    try {
      if (token == null) {
        replace(placement, value);
      } else {
        create(placement, value, token);
      }
      return true;
    } catch (AwsFailure failure) {
      return switch (failure.code()) {
        case "InvalidRequestException" -> false;
        case "ResourceExistsException" -> isPut(placement, value, null);
        case "ResourceNotFoundException" -> isPut(placement, value, UUID.randomUUID().toString());
        default -> throw failure;
      };
    }
  }

  private void create(HostPlacement placement, String value, String token) throws AwsFailure {
    SecretsManagerClient client = aws.secretsManager();
    SortedMap<String, String> tags = HostTags.ofPlacement(aws, placement);
    tags.put(Tags.TOKEN, token);
    aws.ask(
        "secretsmanager:CreateSecret",
        () ->
            client.createSecret(request ->
                request
                    .name(name(placement))
                    .description("What the host " + placement.name() + " fetches at boot.")
                    .clientRequestToken(token)
                    .secretString(value)
                    .tags(
                        Tags.as(
                            Tags.plain(tags),
                            (key, text) -> Tag.builder().key(key).value(text).build()))));
  }

  private void replace(HostPlacement placement, String value) throws AwsFailure {
    SecretsManagerClient client = aws.secretsManager();
    aws.ask(
        "secretsmanager:PutSecretValue",
        () ->
            client.putSecretValue(
                request -> request.secretId(name(placement)).secretString(value)));
  }

  /// At once and for good: a host's secrets are in the configuration or in the state.
  void delete(HostPlacement placement) throws AwsFailure {
    SecretsManagerClient client = aws.secretsManager();
    try {
      aws.ask(
          "secretsmanager:DeleteSecret",
          () ->
              client.deleteSecret(
                  request -> request.secretId(name(placement)).forceDeleteWithoutRecovery(true)));
    } catch (AwsFailure failure) {
      if (!failure.isAbsence()) {
        throw failure;
      }
    }
  }

  private static String value(SortedMap<String, String> secrets) {
    return secrets.entrySet().stream()
        .map(secret -> secret.getKey() + " " + base64(secret.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static String base64(String content) {
    return Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8));
  }
}
