package io.esform.testing.aws;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Clients of another user in the same account.
public final class OtherHand {

  private OtherHand() {}

  /// Its calls are recorded like all others.
  public static Ec2Client ec2(Emulation aws) {
    return client(aws, Ec2Client.builder());
  }

  public static IamClient iam(Emulation aws) {
    return client(aws, IamClient.builder());
  }

  public static RdsClient rds(Emulation aws) {
    return client(aws, RdsClient.builder());
  }

  public static Route53Client route53(Emulation aws) {
    return client(aws, Route53Client.builder());
  }

  public static S3Client s3(Emulation aws) {
    return client(aws, S3Client.builder().forcePathStyle(true));
  }

  public static SecretsManagerClient secretsManager(Emulation aws) {
    return client(aws, SecretsManagerClient.builder());
  }

  public static SsmClient ssm(Emulation aws) {
    return client(aws, SsmClient.builder());
  }

  private static <B extends AwsClientBuilder<B, C>, C> C client(Emulation aws, B builder) {
    return builder
        .region(Region.EU_CENTRAL_1)
        .endpointOverride(URI.create(aws.endpoint()))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }
}
