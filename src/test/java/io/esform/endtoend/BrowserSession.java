package io.esform.endtoend;

import io.esform.endtoend.HttpsRequests.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One browser for one host name. It stores cookies, and logs in by the form like a user.
final class BrowserSession {

  static final String LOGIN_PAGE = "/carbon/admin/login.jsp";

  static final String LOGGED_IN = "logged in";

  /// What a user sees whose session is lost.
  static final String ASKED = "asked to log in";

  private static final String HOME = "/carbon/admin/index.jsp";
  private static final String TOKEN_SCRIPT = "/carbon/admin/js/csrfPrevention.js";

  private final HttpsRequests requests;
  private final String name;
  private final Map<String, String> cookies = new TreeMap<>();
  private String sessionOfForm = "";

  BrowserSession(HttpsRequests requests, String name) {
    this.requests = requests;
    this.name = name;
  }

  /// Whether the page contains the login form. A kernel that cannot compile its pages returns
  /// status 200 without the form.
  static boolean hasLoginForm(Answer answer) {
    return answer.status() == 200
        && answer.body().contains("login_action.jsp")
        && answer.body().contains("type=\"password\"");
  }

  /// Logs in as the administrator of the cluster.
  ///
  /// @return {@link #LOGGED_IN}, or the failure; `refused: ` and the answer for a wrong password
  String logIn(String password) throws IOException {
    cookies.remove("JSESSIONID");
    Answer page = send("GET", LOGIN_PAGE, Map.of(), "");
    if (!hasLoginForm(page)) {
      return "no login form: " + page.statusLine();
    }
    sessionOfForm = cookie("JSESSIONID");
    send("GET", TOKEN_SCRIPT, Map.of(), "");
    Answer token = send("POST", TOKEN_SCRIPT, Map.of("FETCH-CSRF-TOKEN", "1"), "");
    int colon = token.body().indexOf(':');
    if (colon < 0) {
      return "no token: " + token.statusLine();
    }
    String form =
        "username=admin&password="
            + URLEncoder.encode(password, StandardCharsets.UTF_8)
            + "&"
            + token.body().substring(0, colon).strip()
            + "="
            + token.body().substring(colon + 1).strip();
    Answer answer =
        send(
            "POST",
            "/carbon/admin/login_action.jsp",
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            form);
    String target = String.join(" ", answer.values("Location"));
    return target.contains("loginStatus=true") && isLoggedIn()
        ? LOGGED_IN
        : "refused: " + answer.statusLine() + " " + target;
  }

  /// Whether the server returns the home page, which requires a login.
  boolean isLoggedIn() throws IOException {
    return home().equals(LOGGED_IN);
  }

  /// What the user sees of the home page.
  ///
  /// @return {@link #LOGGED_IN}, {@link #ASKED}, or another answer
  String home() throws IOException {
    Answer answer = send("GET", HOME, Map.of(), "");
    String target = String.join(" ", answer.values("Location"));
    if (answer.status() == 200 && answer.body().contains("logout_action.jsp")) {
      return LOGGED_IN;
    }
    return answer.status() == 302 && target.contains("/login.jsp")
        ? ASKED
        : answer.statusLine() + " " + target;
  }

  /// The session cookie of the last login form; empty before the first.
  String sessionOfForm() {
    return sessionOfForm;
  }

  /// The value of a cookie; empty without it.
  String cookie(String cookie) {
    return cookies.getOrDefault(cookie, "");
  }

  private Answer send(String method, String path, Map<String, String> more, String body)
      throws IOException {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Referer", requests.url(name, LOGIN_PAGE));
    if (!cookies.isEmpty()) {
      headers.put(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    headers.putAll(more);
    Answer answer = requests.send(method, name, path, headers, body);
    cookies.putAll(HttpsRequests.cookies(answer));
    return answer;
  }
}
