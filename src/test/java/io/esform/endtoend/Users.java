package io.esform.endtoend;

import io.esform.testing.Await;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// Users of the quickstart's cluster, with a browser each.
final class Users {

  private final Quickstart quickstart;

  Users(Quickstart quickstart) {
    this.quickstart = quickstart;
  }

  /// Requests to the load balancer.
  HttpsRequests requests() throws IOException, GeneralSecurityException {
    String certificate = quickstart.run("output", "--raw", "certificate").output();
    return HttpsRequests.trusting(certificate, quickstart.httpsPort());
  }

  /// The password of the administrator, as the user reads it.
  String password() {
    return quickstart.run("output", "--raw", "admin_password").output();
  }

  /// Tries to log in to that host name with that password.
  ///
  /// @return as {@link BrowserSession#logIn}
  String logIn(String name, String password) throws IOException, GeneralSecurityException {
    return new BrowserSession(requests(), name).logIn(password);
  }

  /// Logs a user in to that host name, which replaces the session cookie, and views ten pages.
  ///
  /// @return `stayed`, or the first failure
  String stay(String name) throws IOException, GeneralSecurityException {
    var browser = new BrowserSession(requests(), name);
    String login = browser.logIn(password());
    if (!login.equals(BrowserSession.LOGGED_IN)) {
      return login;
    }
    String session = browser.cookie("JSESSIONID");
    if (session.equals(browser.sessionOfForm())) {
      return "the session of the login form continues after the login";
    }
    for (int view = 0; view < 10; view++) {
      if (!browser.isLoggedIn()) {
        return "view %d of %s is not of a user who is logged in".formatted(view, name);
      }
    }
    String after = browser.cookie("JSESSIONID");
    return after.equals(session) ? "stayed" : "session changed from " + session + " to " + after;
  }

  /// After the database was killed: a pool does not validate a connection again within its
  /// validation interval, so for that time a login can get one of the lost connections.
  void awaitStay(String name) {
    var last = new AtomicReference<>("");
    Await.until(
        "users stay on " + name,
        120,
        Duration.ofSeconds(1),
        () -> {
          last.set(stay(name));
          return last.get().equals("stayed");
        },
        last::get);
  }
}
