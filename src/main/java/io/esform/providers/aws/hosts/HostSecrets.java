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
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/// The secrets of hosts, which are not part of user-data: one secret for each host, which it reads
/// at boot.
///
/// The value contains a line for each file: its name, a space, its content in base64.
final class HostSecrets {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final AwsConnection aws;
  private final Instances instances;

  HostSecrets(AwsConnection aws) {
    this.aws = aws;
    this.instances = new Instances(aws);
  }

  /// The secret's name: known before the host is created, and the same for its replacement.
  static String name(HostPlacement placement) {
    return "esform/" + placement.network().id() + "/" + placement.name();
  }

  /// Creates the secret of a host before its launch.
  ///
  /// @param token of the host's creation
  /// @throws AwsFailure also when the name belongs to another host
  void create(
      HostPlacement placement, SortedMap<String, String> secrets, String token, Progress progress)
      throws AwsFailure {
    await(placement, progress, () -> make(placement, value(secrets), token));
  }

  /// Sets a new value for the secret of an existing host; creates the secret if it was deleted
  /// outside esform.
  ///
  /// @param token of the host
  void put(
      HostPlacement placement, SortedMap<String, String> secrets, String token, Progress progress)
      throws AwsFailure {
    await(
        placement,
        progress,
        () -> {
          if (aws.ifThere(() -> replace(placement, value(secrets))).isEmpty()) {
            make(placement, value(secrets), token);
          }
        });
  }

  /// Retries while AWS deletes the secret of the previous host in the background.
  private void await(HostPlacement placement, Progress progress, AwsConnection.Task step)
      throws AwsFailure {
    String what = "the old secret of " + placement.name() + " to be deleted";
    Waits.until(
        aws,
        what,
        PATIENCE,
        progress,
        () ->
            aws.unless(
                    AwsFailure::isBeingDeleted,
                    () -> {
                      step.run();
                      return true;
                    })
                .isPresent());
  }

  private void make(HostPlacement placement, String value, String token) throws AwsFailure {
    boolean isMade =
        aws.unless(
                AwsFailure::isDuplicate,
                () ->
                    aws.secretsManager(
                        "secretsmanager:CreateSecret",
                        client ->
                            client.createSecret(request ->
                                request
                                    .name(name(placement))
                                    .description(
                                        "The secrets that the host "
                                            + placement.name()
                                            + " reads at boot.")
                                    .clientRequestToken(token)
                                    .secretString(value)
                                    .tags(tags(placement, token)))))
            .isPresent();
    if (!isMade) {
      takeOver(placement, value, token);
    }
  }

  /// Takes over an existing secret that esform created, unless the host of its token still exists.
  /// An earlier attempt, or an instance that was terminated outside esform, may have left the
  /// secret.
  private void takeOver(HostPlacement placement, String value, String token) throws AwsFailure {
    Optional<String> maker = maker(placement);
    if (maker.isEmpty()
        || (!maker.get().equals(token) && instances.withToken(maker.get()).isPresent())) {
      throw AwsFailure.of(
          "Name taken",
          ("The secret \"%s\" belongs to another object that exists: another configuration may have"
                  + " a host of that name in this network. Choose another name for this host, or remove"
                  + " the secret if nothing needs it.")
              .formatted(name(placement)));
    }
    aws.secretsManager(
        "secretsmanager:TagResource",
        client ->
            client.tagResource(
                request -> request.secretId(name(placement)).tags(tags(placement, token))));
    replace(placement, value);
  }

  /// The token of the secret's creation; empty if esform did not create it.
  private Optional<String> maker(HostPlacement placement) throws AwsFailure {
    List<Tag> tags =
        aws.secretsManager(
                "secretsmanager:DescribeSecret",
                client -> client.describeSecret(request -> request.secretId(name(placement))))
            .tags();
    return Optional.ofNullable(Tags.SECRETS_MANAGER.map(tags).get(Tags.TOKEN));
  }

  private List<Tag> tags(HostPlacement placement, String token) {
    SortedMap<String, String> tags = HostTags.ofPlacement(aws, placement);
    tags.put(Tags.TOKEN, token);
    return Tags.SECRETS_MANAGER.list(tags);
  }

  private PutSecretValueResponse replace(HostPlacement placement, String value) throws AwsFailure {
    return aws.secretsManager(
        "secretsmanager:PutSecretValue",
        client ->
            client.putSecretValue(
                request -> request.secretId(name(placement)).secretString(value)));
  }

  /// Deletes immediately, without a recovery window: a host's secrets are in the configuration or
  /// in the state.
  void delete(HostPlacement placement) throws AwsFailure {
    aws.ifThere(() ->
        aws.secretsManager(
            "secretsmanager:DeleteSecret",
            client ->
                client.deleteSecret(request ->
                    request.secretId(name(placement)).forceDeleteWithoutRecovery(true))));
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
