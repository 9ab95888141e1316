package io.esform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Clients with addresses in different networks. By default, the load balancer chooses a node by
/// the first three numbers of a client's address, so that clients of one network all use one node
/// of a role.
///
/// The range of the cluster's network has to contain sixteen networks. Their clients have addresses
/// of the network's bridge, which it has as long as this is open.
final class ClientNetworks implements AutoCloseable {

  private static final int COUNT = 16;
  private static final int CONNECT_MILLISECONDS = 5_000;
  private static final int MOST_ATTEMPTS = 12;

  private final Cluster cluster;
  private final InetSocketAddress target;
  private final String bridge;
  private final List<String> addresses;
  private final List<HttpsRequests> clients;

  private ClientNetworks(HttpsRequests requests, Cluster cluster) throws IOException {
    this.cluster = cluster;
    String balancer = cluster.shell("load-balancer", "hostname -i");
    target = new InetSocketAddress(InetAddress.ofLiteral(balancer), 443);
    bridge = bridgeTo(balancer);
    addresses = IntStream.range(0, COUNT).mapToObj(number -> address(balancer, number)).toList();
    clients =
        addresses.stream()
            .map(address -> requests.from(InetAddress.ofLiteral(address), target))
            .toList();
  }

  /// @param requests to the load balancer by its published port
  static ClientNetworks open(HttpsRequests requests, Cluster cluster) throws IOException {
    var networks = new ClientNetworks(requests, cluster);
    for (String address : networks.addresses) {
      networks.change("replace", address);
    }
    for (String address : networks.addresses) {
      networks.assertReachesLoadBalancer(address);
    }
    return networks;
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
    for (String address : addresses) {
      change("delete", address);
    }
  }

  private static String bridgeTo(String address) throws IOException {
    String route = ip("route", "get", address);
    Matcher device = Pattern.compile(" dev (\\S+)").matcher(route);
    assertThat(device.find()).as(route).isTrue();
    return device.group(1);
  }

  /// The client's address in that network of the sixteen of which one contains the other address.
  private static String address(String other, int network) {
    String[] numbers = other.split("\\.", 4);
    int first = Integer.parseInt(numbers[2]) / COUNT * COUNT;
    return "%s.%s.%d.250".formatted(numbers[0], numbers[1], first + network);
  }

  private void change(String change, String address) throws IOException {
    ip("address", change, address + "/32", "dev", bridge);
  }

  /// Without this, requests that do not even leave the machine would count as failures of the
  /// cluster.
  private void assertReachesLoadBalancer(String address) throws IOException {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      try (var socket = new Socket()) {
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
        socket.connect(target, CONNECT_MILLISECONDS);
        return;
      } catch (IOException failure) {
        // The next attempt follows, or the description below.
      }
    }
    throw new AssertionError(
        String.join(
            "\n",
            address + " does not reach the load balancer at " + target,
            ip("route", "get", target.getAddress().getHostAddress(), "from", address),
            ip("address", "show", "dev", bridge),
            ip("neighbour", "show"),
            cluster.shell("load-balancer", "ip route; ip neighbour; ss -s")));
  }

  private static String ip(String... arguments) throws IOException {
    var words = new String[arguments.length + 1];
    words[0] = "ip";
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    try {
      Command.Result result = Command.run(words);
      assertThat(result.status()).as(result.output()).isZero();
      return result.output();
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IOException(interruption);
    }
  }
}
