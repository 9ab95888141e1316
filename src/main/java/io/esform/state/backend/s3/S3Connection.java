package io.esform.state.backend.s3;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/// Creates the client at its first use, and returns the same one afterwards. Thread-safe.
///
/// The client exists until the process ends.
final class S3Connection {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /// Shorter than the lease of a lock, so that a renewal without an answer can be repeated in time.
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

  private static final String SESSION = "esform";

  private final S3Settings settings;
  private @Nullable S3Client client;

  S3Connection(S3Settings settings) {
    this.settings = settings;
  }

  synchronized S3Client client() {
    S3Client known = client;
    if (known == null) {
      known = create();
      client = known;
    }
    return known;
  }

  private S3Client create() {
    Region region = region();
    SdkHttpClient http =
        Apache5HttpClient.builder()
            .connectionTimeout(CONNECT_TIMEOUT)
            .socketTimeout(ANSWER_TIMEOUT)
            .build();
    var builder =
        S3Client.builder()
            .region(region)
            .credentialsProvider(credentials(region, http))
            .httpClient(http)
            .forcePathStyle(settings.pathStyle())
            .overrideConfiguration(
                override -> override.retryStrategy(AwsRetryStrategy.standardRetryStrategy()));
    if (settings.endpoint() != null) {
      // Other stores do not know all checksums of AWS.
      builder
          .endpointOverride(settings.endpoint())
          .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
          .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    }
    return builder.build();
  }

  private Region region() {
    return settings.region() != null
        ? Region.of(settings.region())
        : DefaultAwsRegionProviderChain.builder()
            .profileName(settings.profile())
            .build()
            .getRegion();
  }

  private AwsCredentialsProvider credentials(Region region, SdkHttpClient http) {
    AwsCredentialsProvider own =
        DefaultCredentialsProvider.builder().profileName(settings.profile()).build();
    return settings.role() == null
        ? own
        : StsAssumeRoleCredentialsProvider.builder()
            .stsClient(
                StsClient.builder()
                    .region(region)
                    .credentialsProvider(own)
                    .httpClient(http)
                    .build())
            .refreshRequest(request -> request.roleArn(settings.role()).roleSessionName(SESSION))
            .build();
  }
}
