package io.esform.endtoend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Browsers that log in once and then look at the home page, over and over. A session lives on one
/// node and is lost with it: then the browser logs in anew. A login takes four requests, and each
/// node knows only its own tokens, so one that is under way while a node leaves or returns is
/// refused; a later one has to work.
final class SessionLoad implements AutoCloseable {

  private static final int PAUSE_MILLISECONDS = 500;

  /// How many looks in a row may end without a login before that is a failure.
  private static final int MOST_REFUSED = 10;

  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(4);
  private final List<String> failures = new ArrayList<>();
  private int views;
  private int logins;
  private int refusals;

  /// One browser, used by one thread at a time.
  private static final class Browser {
    private final String name;
    private final BrowserSession session;
    private int refusedInARow;

    Browser(HttpsRequests requests, String name) {
      this.name = name;
      this.session = new BrowserSession(requests, name);
    }
  }

  /// @param names each has one browser
  static SessionLoad start(HttpsRequests requests, List<String> names) throws IOException {
    var load = new SessionLoad();
    for (String name : names) {
      var browser = new Browser(requests, name);
      load.logIn(browser);
      var _ =
          load.clock.scheduleWithFixedDelay(
              () -> load.look(browser), 0, PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS);
    }
    return load;
  }

  /// @param views of the home page, by a user who is logged in
  /// @param logins the first ones included
  /// @param refusals logins that were tried while a node left or returned, and did not work
  /// @param failures browsers that could not log in again, and requests without an answer, in words
  record Account(int views, int logins, int refusals, List<String> failures) {}

  Account stop() {
    close();
    synchronized (failures) {
      return new Account(views, logins, refusals, List.copyOf(failures));
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

  private void look(Browser browser) {
    try {
      if (browser.session.isLoggedIn()) {
        synchronized (failures) {
          views++;
        }
      } else {
        logIn(browser);
      }
    } catch (IOException failure) {
      fail(browser.name + ": " + failure);
    }
  }

  private void logIn(Browser browser) throws IOException {
    String outcome = browser.session.logIn();
    if (outcome.equals("logged in")) {
      browser.refusedInARow = 0;
      synchronized (failures) {
        logins++;
      }
      return;
    }
    synchronized (failures) {
      refusals++;
    }
    browser.refusedInARow++;
    if (browser.refusedInARow == MOST_REFUSED) {
      fail(
          "%s: %d logins in a row, the last one %s".formatted(browser.name, MOST_REFUSED, outcome));
    }
  }

  private void fail(String what) {
    synchronized (failures) {
      failures.add(what);
    }
  }
}
