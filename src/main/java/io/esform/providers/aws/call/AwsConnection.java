package io.esform.providers.aws.call;

import io.esform.diag.Diagnostic;
import io.esform.diag.EsformBug;
import io.esform.provider.Connection;
import io.esform.provider.Waiter;
import io.esform.task.Tasks;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
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

/// A connection as a `provider "aws"` block configures it. The first call to a service creates its
/// client.
public class AwsConnection implements Connection {

  private final AwsSettings settings;
  private final LastCall lastCall = new LastCall();
  private final Tasks tasks;
  private final Waiter waiter;
  private final ClientFactory factory;
  private final Lazy<Ec2Client> ec2 = lazy(Service.EC2, Ec2Client::builder);
  private final Lazy<Ec2Client> ec2Once;
  private final Lazy<IamClient> iam = lazy(Service.IAM, IamClient::builder);
  private final Lazy<RdsClient> rds = lazy(Service.RDS, RdsClient::builder);
  private final Lazy<Route53Client> route53 = lazy(Service.ROUTE53, Route53Client::builder);
  private final Lazy<S3Client> s3 = lazy(Service.S3, () -> S3Client.builder().forcePathStyle(true));
  private final Lazy<SecretsManagerClient> secretsManager =
      lazy(Service.SECRETS_MANAGER, SecretsManagerClient::builder);
  private final Lazy<SsmClient> ssm = lazy(Service.SSM, SsmClient::builder);
  private final Lazy<StsClient> sts = lazy(Service.STS, StsClient::builder);

  /// @param pauses between two polls
  public AwsConnection(
      AwsSettings settings, InstantSource clock, Tasks tasks, Waiter.Pauses pauses) {
    this.settings = settings;
    this.tasks = tasks;
    this.waiter = new Waiter(clock, tasks, pauses);
    this.factory = new ClientFactory(settings, lastCall);
    this.ec2Once =
        new Lazy<>(Service.EC2, () -> factory.makeWithoutRetries(Service.EC2, Ec2Client.builder()));
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends AutoCloseable>
      Lazy<C> lazy(Service service, Supplier<B> builder) {
    return new Lazy<>(service, () -> factory.make(service, builder.get()));
  }

  private <T> T ask(String operation, Supplier<T> call) throws AwsFailure {
    try {
      return call.get();
    } catch (SdkException failure) {
      throw FailureMessages.of(operation, failure);
    } catch (RuntimeException fault) {
      throw FailureMessages.unreadable(operation, lastCall.get().requestId(), fault);
    }
  }

  /// Work that uses the responses of several calls.
  @FunctionalInterface
  public interface AwsCall<T> {
    T run() throws AwsFailure;
  }

  /// Returns the result of the work. Turns every exception that a malformed response causes into a
  /// failure that names the call.
  ///
  /// @throws AwsFailure also when the work cannot use a response
  public <T> T guard(AwsCall<T> work) throws AwsFailure {
    try {
      return work.run();
    } catch (EsformBug bug) {
      throw bug;
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
    guard(() -> {
      task.run();
      return true;
    });
  }

  /// The result of the work; empty when AWS reports that the object does not exist.
  public <T> Optional<T> ifThere(AwsCall<T> work) throws AwsFailure {
    return unless(AwsFailure::isAbsence, work);
  }

  /// The result of the work; empty when its failure matches the predicate.
  public <T> Optional<T> unless(Predicate<AwsFailure> refusal, AwsCall<T> work) throws AwsFailure {
    try {
      return Optional.of(work.run());
    } catch (AwsFailure failure) {
      if (refusal.test(failure)) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /// Calls EC2 and returns the result. The methods of the other services do the same.
  ///
  /// @param operation the name of its permission: `ec2:RunInstances`
  /// @throws AwsFailure when the call fails, with a diagnostic for the user
  public <T> T ec2(String operation, Function<Ec2Client, T> call) throws AwsFailure {
    return ec2.ask(operation, call);
  }

  /// For calls that are not idempotent. Repeats a call only if AWS certainly did not execute it.
  public <T> T ec2Once(String operation, Function<Ec2Client, T> call) throws AwsFailure {
    return ec2Once.ask(operation, call);
  }

  public <T> T iam(String operation, Function<IamClient, T> call) throws AwsFailure {
    return iam.ask(operation, call);
  }

  public <T> T rds(String operation, Function<RdsClient, T> call) throws AwsFailure {
    return rds.ask(operation, call);
  }

  public <T> T route53(String operation, Function<Route53Client, T> call) throws AwsFailure {
    return route53.ask(operation, call);
  }

  public <T> T s3(String operation, Function<S3Client, T> call) throws AwsFailure {
    return s3.ask(operation, call);
  }

  public <T> T secretsManager(String operation, Function<SecretsManagerClient, T> call)
      throws AwsFailure {
    return secretsManager.ask(operation, call);
  }

  public <T> T ssm(String operation, Function<SsmClient, T> call) throws AwsFailure {
    return ssm.ask(operation, call);
  }

  public <T> T sts(String operation, Function<StsClient, T> call) throws AwsFailure {
    return sts.ask(operation, call);
  }

  /// The region's name.
  ///
  /// @throws AwsFailure when no region is configured
  public String region() throws AwsFailure {
    return ask("region", factory::region).id();
  }

  /// The partition of the region: `aws`, `aws-cn`, `aws-us-gov`.
  ///
  /// @throws AwsFailure when no region is configured
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

  /// The image of hosts without an `image`: its id, or `ssm:` and a parameter's name.
  ///
  /// @param isArm whether the hosts have ARM processors
  public String defaultImage(boolean isArm) {
    return isArm && settings.image().equals(AwsSettings.IMAGE)
        ? AwsSettings.DEBIAN + "arm64"
        : settings.image();
  }

  /// The CPU credits mode of new hosts; null for AWS's default.
  public @Nullable String cpuCredits() {
    return settings.cpuCredits();
  }

  /// The size of hosts without a `size`.
  public String defaultSize() {
    return settings.size();
  }

  public SequencedMap<String, String> defaultTags() {
    return settings.defaultTags();
  }

  public AwsSettings.ReadinessCheck readiness() {
    return settings.readiness();
  }

  public Tasks tasks() {
    return tasks;
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

  /// A service's client, created by the first call.
  private final class Lazy<C extends AutoCloseable> {

    private final Service service;
    private final Supplier<C> maker;
    private @Nullable C made;

    Lazy(Service service, Supplier<C> maker) {
      this.service = service;
      this.maker = maker;
    }

    <T> T ask(String operation, Function<C, T> call) throws AwsFailure {
      C client = client();
      return AwsConnection.this.ask(operation, () -> call.apply(client));
    }

    private synchronized C client() throws AwsFailure {
      C client = made;
      if (client == null) {
        checkRegion();
        client = AwsConnection.this.ask(service.key() + ":*", maker);
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
