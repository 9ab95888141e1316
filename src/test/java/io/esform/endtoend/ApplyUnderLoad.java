package io.esform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.endtoend.Quickstart.Run;
import io.esform.endtoend.SteadyLoad.Account;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/// Changes of a cluster while users work with it.
record ApplyUnderLoad(Quickstart quickstart, Users users, Cluster cluster) {

  private static final Logger LOG = System.getLogger(ApplyUnderLoad.class.getName());

  /// Applies during requests and sessions: no request may fail, and users who lose their session
  /// can log in again.
  Run run(String what, String... variables) throws Exception {
    HttpsRequests requests = users.requests();
    // Nodes do not share sessions: without stickiness, users lose them at once.
    boolean sticky = Stream.of(variables).noneMatch("-var=stickiness=none"::equals);
    Account account;
    SessionLoad.Account sessions;
    Run run;
    String mark;
    try (var networks = ClientNetworks.open(requests, cluster);
        var load = SteadyLoad.start(networks.clients(), SmallCluster.NAMES);
        var browsers =
            SessionLoad.start(
                requests, sticky ? SmallCluster.NAMES : List.of(), users.password())) {
      run =
          quickstart.run(
              "apply",
              Stream.concat(Stream.of("--auto-approve"), Stream.of(variables))
                  .toArray(String[]::new));
      account = load.stop();
      mark = load.mark();
      sessions = browsers.stop();
    }
    SortedMap<String, Integer> byNode = cluster.requests(Cluster.NODES, mark);
    LOG.log(Level.INFO, "{0}: {1}; {2}; by node: {3}", what, account, sessions, byNode);
    assertThat(account.failures()).as("%s\n%s", account, run.output()).isEmpty();
    assertThat(sessions.failures()).as("%s\n%s", sessions, run.output()).isEmpty();
    assertThat(sessions.views() > 0).isEqualTo(sticky);
    assertThat(byNode.values()).as("requests by node %s", byNode).doesNotContain(0);
    return run;
  }
}
