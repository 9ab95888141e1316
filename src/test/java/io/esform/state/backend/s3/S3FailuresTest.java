package io.esform.state.backend.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.backend.objects.ObjectStore.Denied;
import io.esform.state.backend.objects.ObjectStore.Refused;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3FailuresTest {

  private static final S3Failures FAILURES = new S3Failures("states");

  private static IOException answered(int status, String code) {
    return FAILURES.of(
        (S3Exception)
            S3Exception.builder()
                .statusCode(status)
                .requestId("1A2B")
                .awsErrorDetails(
                    AwsErrorDetails.builder().errorCode(code).errorMessage("No.").build())
                .build());
  }

  @ParameterizedTest
  @CsvSource({
    "412, PreconditionFailed",
    "409, ConditionalRequestConflict",
  })
  void aFailedConditionIsRefused(int status, String code) {
    assertThat(answered(status, code)).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "404, NoSuchBucket, 'Create the bucket \"states\"'",
    "403, AccessDenied, s3:ListBucket",
    "403, InvalidAccessKeyId, Check the credentials",
    "400, ExpiredToken, Get new credentials",
    "301, PermanentRedirect, 'Set \"region\"'",
    "501, NotImplemented, does not support conditional writes",
  })
  void aRejectedRequestIsDeniedWithAdvice(int status, String code, String advice) {
    assertThat(answered(status, code))
        .isInstanceOf(Denied.class)
        .hasMessageContaining("answered %d %s: No (request id 1A2B). ", status, code)
        .hasMessageContaining(advice);
  }

  @ParameterizedTest
  @CsvSource({"500, InternalError", "503, SlowDown", "429, TooManyRequests", "400, Throttling"})
  void anyOtherAnswerLeavesTheOutcomeOpen(int status, String code) {
    assertThat(answered(status, code)).isExactlyInstanceOf(IOException.class);
  }

  @Test
  void aMissingAnswerLeavesTheOutcomeOpen() {
    var lost = SdkClientException.create("Unable.", new ConnectException("Connection refused."));
    assertThat(FAILURES.of(lost))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("the store gave no answer: Connection refused");
  }

  @ParameterizedTest
  @CsvSource({
    "Unable to load credentials from any provider, AWS_ACCESS_KEY_ID",
    "Unable to load region from any provider, AWS_REGION",
  })
  void aMissingSettingIsDenied(String words, String advice) {
    assertThat(FAILURES.of(SdkClientException.create(words)))
        .isInstanceOf(Denied.class)
        .hasMessageContaining(advice);
  }
}
