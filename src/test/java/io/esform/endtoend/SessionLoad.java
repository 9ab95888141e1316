package io.esform.endtoend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Browsers that log in once and then request the home page repeatedly. A session exists on one
/// node and is lost with it: the browser then logs in again. A login takes four requests, and each
/// node knows only its own tokens, so a login while a node leaves or returns may be refused; a
/// later one has to succeed.
final class SessionLoad implements AutoCloseable {

  private static final int PAUSE_MILLISECONDS = 500;

  /// The number of consecutive refused logins that counts as a failure.
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
    private final String password;
    private int refusedInARow;

    Browser(HttpsRequests requests, String name, String password) {
      this.name = name;
      this.password = password;
      this.session = new BrowserSession(requests, name);
    }
  }

  /// @param names host names with one browser each
  static SessionLoad start(HttpsRequests requests, List<String> names, String password)
      throws IOException {
    var load = new SessionLoad();
    for (String name : names) {
      var browser = new Browser(requests, name, password);
      load.logIn(browser);
      var _ =
          load.clock.scheduleWithFixedDelay(
              () -> load.look(browser), 0, PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS);
    }
    return load;
  }

  /// @param views of the home page by a logged-in user
  /// @param logins including the first ones
  /// @param refusals failed logins while a node left or returned
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
    String outcome = browser.session.logIn(browser.password);
    if (outcome.equals(BrowserSession.LOGGED_IN)) {
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
