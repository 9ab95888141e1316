package io.esform.providers.aws.call;

import io.esform.diag.EsformBug;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/// Creates the SDK's clients with the settings of a provider block. All share one connection pool.
final class ClientFactory implements AutoCloseable {

  private static final int CONNECTIONS = 64;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

  private final AwsSettings settings;
  private final LastCall lastCall;
  private @Nullable SdkHttpClient http;
  private @Nullable AwsCredentialsProvider credentials;

  ClientFactory(AwsSettings settings, LastCall lastCall) {
    this.settings = settings;
    this.lastCall = lastCall;
  }

  /// A client that repeats retryable calls and slows down when AWS throttles.
  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C make(
      Service service, B builder) {
    return make(
        service,
        builder,
        AwsRetryStrategy.adaptiveRetryStrategy().toBuilder()
            .maxAttempts(settings.maxAttempts())
            .build());
  }

  /// A client that repeats only throttled calls.
  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C makeWithoutRetries(
      Service service, B builder) {
    return make(
        service,
        builder,
        StandardRetryStrategy.builder()
            .useClientDefaults(false)
            .retryOnException(ClientFactory::isThrottling)
            .treatAsThrottling(ClientFactory::isThrottling)
            .maxAttempts(settings.maxAttempts())
            .build());
  }

  private static boolean isThrottling(Throwable failure) {
    return failure instanceof SdkServiceException refusal && refusal.isThrottlingException();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C make(
      Service service, B builder, RetryStrategy retries) {
    builder
        .region(region())
        .credentialsProvider(credentials())
        .httpClient(http())
        .overrideConfiguration(
            override -> override.retryStrategy(retries).addExecutionInterceptor(lastCall));
    String endpoint = settings.endpoint(service);
    if (endpoint != null) {
      builder.endpointOverride(URI.create(endpoint));
    }
    return builder.build();
  }

  Region region() {
    return settings.region() != null
        ? Region.of(settings.region())
        : DefaultAwsRegionProviderChain.builder()
            .profileName(settings.profile())
            .build()
            .getRegion();
  }

  private synchronized SdkHttpClient http() {
    SdkHttpClient open = http;
    if (open == null) {
      open =
          Apache5HttpClient.builder()
              .maxConnections(CONNECTIONS)
              .connectionTimeout(CONNECT_TIMEOUT)
              .socketTimeout(ANSWER_TIMEOUT)
              .build();
      http = open;
    }
    return open;
  }

  private synchronized AwsCredentialsProvider credentials() {
    AwsCredentialsProvider known = credentials;
    if (known == null) {
      AwsCredentialsProvider own =
          DefaultCredentialsProvider.builder().profileName(settings.profile()).build();
      AwsSettings.AssumedRole role = settings.role();
      known = role == null ? own : inRole(role, own);
      credentials = known;
    }
    return known;
  }

  private AwsCredentialsProvider inRole(AwsSettings.AssumedRole role, AwsCredentialsProvider own) {
    var builder = StsClient.builder().region(region()).credentialsProvider(own).httpClient(http());
    String endpoint = settings.endpoint(Service.STS);
    if (endpoint != null) {
      builder.endpointOverride(URI.create(endpoint));
    }
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(builder.build())
        .refreshRequest(
            AssumeRoleRequest.builder()
                .roleArn(role.arn())
                .roleSessionName(role.sessionName())
                .externalId(role.externalId())
                .build())
        .build();
  }

  @Override
  public synchronized void close() {
    if (credentials instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception failure) {
        throw new EsformBug("Closing the credentials failed.", failure);
      }
    }
    if (http != null) {
      http.close();
    }
    credentials = null;
    http = null;
  }
}
