package io.esform.providers.aws.call;

import io.esform.diag.Diagnostic;
import io.esform.diag.EsformBug;
import io.esform.es.Platform;
import io.esform.provider.Connection;
import io.esform.provider.Waiter;
import java.time.InstantSource;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/// What a `provider "aws"` block stands for. Each service's client is made by the first call that
/// needs it.
public final class AwsConnection implements Connection {

  private final AwsSettings settings;
  private final LastCall lastCall = new LastCall();
  private final Waiter waiter;
  private final ClientFactory factory;
  private final Lazy<Ec2Client> ec2;
  private final Lazy<Ec2Client> ec2Once;
  private final Lazy<IamClient> iam;
  private final Lazy<RdsClient> rds;
  private final Lazy<Route53Client> route53;
  private final Lazy<S3Client> s3;
  private final Lazy<SecretsManagerClient> secretsManager;
  private final Lazy<SsmClient> ssm;
  private final Lazy<StsClient> sts;
  private @Nullable Platform platform;

  /// @param pauses between two looks at what is waited for
  public AwsConnection(AwsSettings settings, InstantSource clock, Waiter.Pauses pauses) {
    this.settings = settings;
    this.waiter = new Waiter(clock, pauses);
    this.factory = new ClientFactory(settings, lastCall);
    this.ec2 = new Lazy<>(() -> factory.make(Service.EC2, Ec2Client.builder()));
    this.ec2Once = new Lazy<>(() -> factory.makeWithoutRetries(Service.EC2, Ec2Client.builder()));
    this.iam = new Lazy<>(() -> factory.make(Service.IAM, IamClient.builder()));
    this.rds = new Lazy<>(() -> factory.make(Service.RDS, RdsClient.builder()));
    this.route53 = new Lazy<>(() -> factory.make(Service.ROUTE53, Route53Client.builder()));
    this.s3 = new Lazy<>(() -> factory.make(Service.S3, S3Client.builder().forcePathStyle(true)));
    this.secretsManager =
        new Lazy<>(() -> factory.make(Service.SECRETS_MANAGER, SecretsManagerClient.builder()));
    this.ssm = new Lazy<>(() -> factory.make(Service.SSM, SsmClient.builder()));
    this.sts = new Lazy<>(() -> factory.make(Service.STS, StsClient.builder()));
  }

  /// A call of AWS. What it throws of the SDK's becomes an {@link AwsFailure}.
  @FunctionalInterface
  public interface Call<T> {
    T run();
  }

  /// Returns what the call returns.
  ///
  /// @param operation as permissions name it: `ec2:RunInstances`
  /// @throws AwsFailure when it fails, in words for the user
  public <T> T ask(String operation, Call<T> call) throws AwsFailure {
    try {
      return call.run();
    } catch (SdkException failure) {
      throw FailureMessages.of(operation, failure);
    } catch (RuntimeException fault) {
      throw FailureMessages.unreadable(operation, lastCall.get().requestId(), fault);
    }
  }

  /// Work with the answers of several calls.
  @FunctionalInterface
  public interface Work<T> {
    T run() throws AwsFailure;
  }

  /// Returns what the work returns. No answer of a server, however wrong, gets beyond this as
  /// anything but a failure that names the call.
  ///
  /// @throws AwsFailure also when the work breaks down over an answer
  public <T> T guard(Work<T> work) throws AwsFailure {
    try {
      return work.run();
    } catch (RuntimeException fault) {
      LastCall.Answered answered = lastCall.get();
      throw FailureMessages.unreadable(answered.operation(), answered.requestId(), fault);
    }
  }

  /// Work without a result.
  @FunctionalInterface
  public interface Task {
    void run() throws AwsFailure;
  }

  /// The same for work without a result.
  public void guard(Task task) throws AwsFailure {
    try {
      task.run();
    } catch (RuntimeException fault) {
      LastCall.Answered answered = lastCall.get();
      throw FailureMessages.unreadable(answered.operation(), answered.requestId(), fault);
    }
  }

  public Ec2Client ec2() throws AwsFailure {
    return ec2.get("ec2:*");
  }

  /// For calls that make another object each time: only a call that surely was not carried out is
  /// repeated.
  public Ec2Client ec2Once() throws AwsFailure {
    return ec2Once.get("ec2:*");
  }

  public IamClient iam() throws AwsFailure {
    return iam.get("iam:*");
  }

  public RdsClient rds() throws AwsFailure {
    return rds.get("rds:*");
  }

  public Route53Client route53() throws AwsFailure {
    return route53.get("route53:*");
  }

  public S3Client s3() throws AwsFailure {
    return s3.get("s3:*");
  }

  public SecretsManagerClient secretsManager() throws AwsFailure {
    return secretsManager.get("secretsmanager:*");
  }

  public SsmClient ssm() throws AwsFailure {
    return ssm.get("ssm:*");
  }

  public StsClient sts() throws AwsFailure {
    return sts.get("sts:*");
  }

  /// The region's name.
  ///
  /// @throws AwsFailure when nothing names one
  public String region() throws AwsFailure {
    return ask("region", factory::region).id();
  }

  /// The part of AWS that the region belongs to: `aws`, `aws-cn`, `aws-us-gov`.
  ///
  /// @throws AwsFailure when nothing names a region
  public String partition() throws AwsFailure {
    return PartitionMetadata.of(Region.of(region())).id();
  }

  private void checkRegion() throws AwsFailure {
    Diagnostic fault = settings.endpoints().isEmpty() ? Regions.fault(region()).orElse(null) : null;
    if (fault != null) {
      throw new AwsFailure(fault, "", AwsFailure.Aftermath.NOTHING, null);
    }
  }

  /// The region's name for a message.
  public String regionOr(String otherwise) {
    try {
      return region();
    } catch (AwsFailure _) {
      return otherwise;
    }
  }

  /// What hosts boot that name nothing else: an image's id, or `ssm:` and a parameter's name.
  ///
  /// @param isArm whether they have ARM processors
  public String defaultImage(boolean isArm) {
    return isArm && settings.image().equals(AwsSettings.IMAGE)
        ? AwsSettings.DEBIAN + "arm64"
        : settings.image();
  }

  /// How new hosts spend credits; null for AWS's choice.
  public @Nullable String cpuCredits() {
    return settings.cpuCredits();
  }

  /// The size of hosts that name none.
  public String defaultSize() {
    return settings.size();
  }

  public SequencedMap<String, String> defaultTags() {
    return settings.defaultTags();
  }

  public AwsSettings.Readiness readiness() {
    return settings.readiness();
  }

  /// What this connection carries the portable types with; made once.
  public synchronized Platform platform(Function<AwsConnection, Platform> maker) {
    Platform made = platform;
    if (made == null) {
      made = maker.apply(this);
      platform = made;
    }
    return made;
  }

  public Waiter waiter() {
    return waiter;
  }

  @Override
  public void close() {
    for (Lazy<?> client : List.of(ec2, ec2Once, iam, rds, route53, s3, secretsManager, ssm, sts)) {
      client.close();
    }
    factory.close();
  }

  /// Something that is made when it is first asked for.
  private final class Lazy<T extends AutoCloseable> {

    private final Call<T> maker;
    private @Nullable T made;

    Lazy(Call<T> maker) {
      this.maker = maker;
    }

    synchronized T get(String operation) throws AwsFailure {
      T client = made;
      if (client == null) {
        checkRegion();
        client = ask(operation, maker);
        made = client;
      }
      return client;
    }

    synchronized void close() {
      try {
        if (made != null) {
          made.close();
        }
      } catch (Exception failure) {
        throw new EsformBug("Closing a client failed.", failure);
      }
      made = null;
    }
  }
}
