package io.esform.state.aws;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/// Configures clients. They exist until the process ends.
public final class AwsClients {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /// Shorter than the lease of a lock, so that a renewal without an answer can be repeated in time.
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

  private static final String SESSION = "esform";

  private AwsClients() {}

  /// The builder with region, credentials, endpoint, timeouts and retries.
  public static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configure(
      B builder, AwsAccess access) {
    Region region = region(access);
    SdkHttpClient http =
        Apache5HttpClient.builder()
            .connectionTimeout(CONNECT_TIMEOUT)
            .socketTimeout(ANSWER_TIMEOUT)
            .build();
    builder
        .region(region)
        .credentialsProvider(credentials(access, region, http))
        .httpClient(http)
        .overrideConfiguration(
            override -> override.retryStrategy(AwsRetryStrategy.standardRetryStrategy()));
    if (access.endpoint() != null) {
      builder.endpointOverride(access.endpoint());
    }
    return builder;
  }

  private static Region region(AwsAccess access) {
    return access.region() != null
        ? Region.of(access.region())
        : DefaultAwsRegionProviderChain.builder().profileName(access.profile()).build().getRegion();
  }

  private static AwsCredentialsProvider credentials(
      AwsAccess access, Region region, SdkHttpClient http) {
    AwsCredentialsProvider own =
        DefaultCredentialsProvider.builder().profileName(access.profile()).build();
    return access.role() == null
        ? own
        : StsAssumeRoleCredentialsProvider.builder()
            .stsClient(
                StsClient.builder()
                    .region(region)
                    .credentialsProvider(own)
                    .httpClient(http)
                    .build())
            .refreshRequest(request -> request.roleArn(access.role()).roleSessionName(SESSION))
            .build();
  }
}
