package io.esform.testing.aws;

import io.esform.provider.Waiter.Pauses;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsSettings;
import io.esform.providers.aws.call.AwsSettings.ReadinessCheck;
import io.esform.task.Tasks;
import io.esform.testing.Golden;
import io.esform.testing.aws.AwsProxy.Answering;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// An emulated AWS for one test class: moto, with a proxy in front of it.
public final class Emulation implements AutoCloseable {

  private final Moto moto;
  private final AwsProxy proxy;

  private Emulation(Moto moto, AwsProxy proxy) {
    this.moto = moto;
    this.proxy = proxy;
  }

  /// @param first parts of the chain before the corrections of moto
  public static Emulation start(Answering... first) {
    try {
      Moto moto = Moto.start();
      AwsProxy proxy = AwsProxy.before(moto.address());
      for (Answering one : first) {
        proxy.answering(one);
      }
      return new Emulation(moto, proxy.answering(new MotoCorrections()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public AwsProxy proxy() {
    return proxy;
  }

  public String endpoint() {
    return proxy.endpoint();
  }

  /// The connection of such a provider block.
  public AwsConnection connection() {
    var endpoints = new TreeMap<>(Map.of(AwsSettings.EVERY_SERVICE, endpoint()));
    var settings =
        new AwsSettings(
            "eu-central-1",
            null,
            null,
            endpoints,
            new TreeMap<>(),
            5,
            ReadinessCheck.CONSOLE,
            "ssm:none",
            "t3.micro",
            null);
    return new AwsConnection(
        settings,
        InstantSource.system(),
        Tasks.real(),
        new Pauses(Duration.ofMillis(10), Duration.ofMillis(50)));
  }

  /// A provider block for this emulation.
  ///
  /// @param more lines of the block
  public String provider(String... more) {
    return "provider \"aws\" {\n  region = \"eu-central-1\"\n  endpoint = \"%s\"\n%s\n}\n"
        .formatted(endpoint(), String.join("\n", more));
  }

  /// The names of all changing calls, such as `ec2:CreateVpc`, in order.
  public List<String> changes() {
    return proxy.calls().stream().filter(call -> !call.isRead()).map(AwsCall::name).toList();
  }

  /// Compares the changing calls with a golden file.
  ///
  /// @param name of the file in `src/test/resources/aws/requests`
  public void checkRequests(String name) {
    checkRequests(name, _ -> true);
  }

  /// The same for the calls of one service.
  public void checkRequestsOf(String service, String name) {
    checkRequests(name, call -> call.service().equals(service));
  }

  private void checkRequests(String name, Predicate<AwsCall> wanted) {
    Golden.check(
        Path.of("src", "test", "resources", "aws", "requests", name + ".txt"),
        Requests.text(proxy.calls().stream().filter(wanted).toList()));
  }

  /// Empties the account and the record of calls.
  public void reset() {
    try {
      moto.reset();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    proxy.forgetCalls();
  }

  @Override
  public void close() {
    proxy.close();
    moto.close();
  }
}
