package io.esform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/// Clients with addresses in different networks. By default, the load balancer chooses a node by
/// the first three numbers of a client's address, so that clients of one network all use one node
/// of a role. All addresses of a range are this machine's own as long as this is open.
final class ClientNetworks implements AutoCloseable {

  private static final String RANGE = "10.77.0.0/16";
  private static final int COUNT = 16;

  private final List<HttpsRequests> clients;

  private ClientNetworks(List<HttpsRequests> clients) {
    this.clients = clients;
  }

  /// @param requests to the load balancer by its published port
  static ClientNetworks open(HttpsRequests requests, Cluster cluster) throws IOException {
    route("replace");
    var target = new InetSocketAddress(cluster.shell("load-balancer", "hostname -i"), 443);
    return new ClientNetworks(
        IntStream.range(0, COUNT)
            .mapToObj(network -> requests.from(address(network), target))
            .toList());
  }

  /// The clients, one of each network.
  List<HttpsRequests> clients() {
    return clients;
  }

  /// Requests the login page with each client on each host name.
  ///
  /// @return a text in the URLs of these requests
  String visit(List<String> names) throws IOException {
    String mark = UUID.randomUUID().toString();
    for (HttpsRequests client : clients) {
      for (String name : names) {
        var answer = client.send("GET", name, BrowserSession.LOGIN_PAGE + "?" + mark, Map.of(), "");
        assertThat(BrowserSession.hasLoginForm(answer)).as(answer.statusLine()).isTrue();
      }
    }
    return mark;
  }

  @Override
  public void close() throws IOException {
    route("delete");
  }

  private static InetAddress address(int network) {
    return InetAddress.ofLiteral("10.77.%d.1".formatted(network));
  }

  private static void route(String change) throws IOException {
    try {
      Command.Result result = Command.run("ip", "route", change, "local", RANGE, "dev", "lo");
      assertThat(result.status()).as(result.output()).isZero();
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IOException(interruption);
    }
  }
}
