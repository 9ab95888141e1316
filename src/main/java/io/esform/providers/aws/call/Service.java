package io.esform.providers.aws.call;

/// The AWS services that esform calls.
public enum Service {
  EC2("ec2"),
  IAM("iam"),
  RDS("rds"),
  ROUTE53("route53"),
  S3("s3"),
  SECRETS_MANAGER("secretsmanager"),
  SSM("ssm"),
  STS("sts");

  private final String key;

  Service(String key) {
    this.key = key;
  }

  /// Its name in configurations and permissions.
  public String key() {
    return key;
  }
}
