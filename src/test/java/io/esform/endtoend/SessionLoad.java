package io.esform.endtoend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Browsers that log in once and then look at the home page, over and over. A session lives on one
/// node and is lost with it: then the browser logs in anew, which has to work.
final class SessionLoad implements AutoCloseable {

  private static final int PAUSE_MILLISECONDS = 500;

  /// A login takes four requests; the node may change between them.
  private static final int LOGIN_TRIES = 3;

  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(4);
  private final List<String> failures = new ArrayList<>();
  private int views;
  private int logins;

  /// @param names each has one browser
  static SessionLoad start(HttpsRequests requests, List<String> names) throws IOException {
    var load = new SessionLoad();
    for (String name : names) {
      var session = new BrowserSession(requests, name);
      load.logIn(name, session);
      var _ =
          load.clock.scheduleWithFixedDelay(
              () -> load.look(name, session), 0, PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS);
    }
    return load;
  }

  /// @param views of the home page, by a user who is logged in
  /// @param logins the first ones included
  /// @param failures logins that did not work and requests without an answer, in words
  record Account(int views, int logins, List<String> failures) {}

  Account stop() {
    close();
    synchronized (failures) {
      return new Account(views, logins, List.copyOf(failures));
    }
  }

  @Override
  public void close() {
    clock.shutdown();
    try {
      clock.awaitTermination(5 * HttpsRequests.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(String name, BrowserSession session) {
    try {
      if (session.isLoggedIn()) {
        count(1, 0);
      } else {
        logIn(name, session);
      }
    } catch (IOException failure) {
      fail(name + ": " + failure);
    }
  }

  private void logIn(String name, BrowserSession session) throws IOException {
    String outcome = "";
    for (int attempt = 0; attempt < LOGIN_TRIES; attempt++) {
      outcome = session.logIn();
      if (outcome.equals("logged in")) {
        count(0, 1);
        return;
      }
    }
    fail(name + ": " + outcome);
  }

  private void count(int newViews, int newLogins) {
    synchronized (failures) {
      views += newViews;
      logins += newLogins;
    }
  }

  private void fail(String what) {
    synchronized (failures) {
      failures.add(what);
    }
  }
}
