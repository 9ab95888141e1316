package io.esform.testing.aws;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

/// Somebody else at work in the same account.
public final class OtherHand {

  private OtherHand() {}

  /// Its calls are counted like all others.
  public static Ec2Client ec2(Emulation aws) {
    return Ec2Client.builder()
        .region(Region.EU_CENTRAL_1)
        .endpointOverride(URI.create(aws.endpoint()))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }
}
