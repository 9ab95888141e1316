package io.esform.testing.aws;

import io.esform.testing.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// An AWS of its own for one test class: moto, and a proxy before it.
public final class Emulation implements AutoCloseable {

  private final Moto moto;
  private final AwsProxy proxy;

  private Emulation(Moto moto, AwsProxy proxy) {
    this.moto = moto;
    this.proxy = proxy;
  }

  public static Emulation start() {
    try {
      Moto moto = Moto.start();
      return new Emulation(moto, AwsProxy.before(moto.address()).answering(new MotoCorrections()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while moto was started.");
    }
  }

  public AwsProxy proxy() {
    return proxy;
  }

  public String endpoint() {
    return proxy.endpoint();
  }

  /// A provider block that leads here.
  ///
  /// @param more lines of the block
  public String provider(String... more) {
    return "provider \"aws\" {\n  region = \"eu-central-1\"\n  endpoint = \"%s\"\n%s\n}\n"
        .formatted(endpoint(), String.join("\n", more));
  }

  /// What was called and changes something, such as `ec2:CreateVpc`, in order.
  public List<String> changes() {
    return proxy.calls().stream().filter(call -> !call.isRead()).map(AwsCall::name).toList();
  }

  /// Compares what was called and changes something with a golden file.
  ///
  /// @param name of the file in `src/test/resources/aws/requests`
  public void checkRequests(String name) {
    Golden.check(
        Path.of("src", "test", "resources", "aws", "requests", name + ".txt"),
        Requests.text(proxy.calls()));
  }

  /// An empty account, in which nothing was called.
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
