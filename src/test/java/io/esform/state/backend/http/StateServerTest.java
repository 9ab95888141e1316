package io.esform.state.backend.http;

import static io.esform.state.backend.http.HttpRun.detail;
import static io.esform.state.backend.http.HttpRun.summary;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostics;
import io.esform.state.backend.http.TerraformServer.Fault;
import io.esform.value.Types;
import io.esform.value.Value;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers of the server, and what is shown of them.
class StateServerTest {

  private static final String PASSWORD = "correct-horse";

  @TempDir Path directory;

  @AutoClose private final TerraformServer server = TerraformServer.start();
  @AutoClose private final TerraformServer other = TerraformServer.start();

  private HttpRun run(Map<String, Value> more) {
    var arguments = new TreeMap<String, Value>();
    arguments.put("address", Value.of(server.address() + "?key=hush-hush"));
    arguments.put("username", Value.of("ann"));
    arguments.put("password", Value.of(PASSWORD));
    arguments.putAll(more);
    return HttpRun.of(directory, arguments);
  }

  private HttpRun run() {
    return run(Map.of());
  }

  private Diagnostics failed() {
    Diagnostics failed = run().backend().load().diagnostics();
    assertThat(detail(failed)).contains(server.address()).doesNotContain("hush-hush", PASSWORD);
    return failed;
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 404, 200})
  void anAnswerWithoutABodyIsNoState(int status) {
    server.fail("GET", new Fault.Status(status, ""));
    assertThat(run().loaded().serial()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "401, Check the credentials",
    "403, do not permit this request",
    "400, the server answered 400: no",
  })
  void aRejectedRequestIsNotRepeated(int status, String advice) {
    server.fail("GET", new Fault.Status(status, "no."));
    assertThat(detail(failed())).contains("answered " + status, advice);
    assertThat(server.count("GET")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 429})
  void anErrorOfTheServerIsRetriedAndThenReported(int status) {
    var fault = new Fault.Status(status, "<html>");
    server.fail("GET", fault, fault, fault);
    assertThat(detail(failed())).contains("answered " + status).doesNotContain("html");
    assertThat(server.count("GET")).isEqualTo(3);
  }

  @Test
  void aMissingServerIsDescribedWithoutTheNameOfAClass() {
    server.close();
    assertThat(detail(failed())).contains("accepts no connection").doesNotContain("Exception");
    // Longer than any name, so that nobody is asked for its address.
    String name = "a".repeat(64);
    HttpRun elsewhere = run(Map.of("address", Value.of("http://" + name + "/state")));
    assertThat(detail(elsewhere.backend().load().diagnostics()))
        .contains("the name \"" + name + "\" has no address");
  }

  @Test
  void retriesAndPausesAreArguments() {
    var fault = new Fault.Status(503, "");
    server.fail("GET", fault, fault, fault, fault);
    HttpRun run =
        run(
            Map.of(
                "retry_max", Value.of(4),
                "retry_wait_min", Value.of(2),
                "retry_wait_max", Value.of(5)));
    run.loaded();
    assertThat(run.tasks().pauses())
        .extracting(each -> each.toSeconds())
        .containsExactly(2L, 4L, 5L, 5L);
  }

  /// The server repeats the credentials of the request.
  @Test
  void noSecretIsShown() {
    run().loaded();
    String sent = requireNonNull(server.lastHeaders().get("authorization"));
    assertThat(sent).startsWith("Basic ");
    server.fail("GET", new Fault.Status(400, sent + " is ann:" + PASSWORD));
    assertThat(detail(failed()))
        .contains("(sensitive)")
        .doesNotContain(sent.substring("Basic ".length()));
  }

  @Test
  void headersAreSent() {
    HttpRun.of(
            directory,
            Map.of(
                "address",
                Value.of(server.address()),
                "headers",
                Value.mapOf(Types.STRING, Map.of("Private-Token", Value.of("abc")))))
        .loaded();
    assertThat(server.lastHeaders()).containsEntry("private-token", "abc");
  }

  @ParameterizedTest
  @CsvSource({"'<html>Sign in</html>', State file is not JSON", "'{\"a\"', State file is cut off"})
  void anAnswerThatIsNoStateIsRefused(String body, String summary) {
    server.setState(body);
    assertThat(summary(run().backend().load().diagnostics())).isEqualTo(summary);
  }

  @Test
  void anAnswerThatDoesNotMatchItsDigestIsRefused() {
    server.setState("{}");
    server.setDigest("AAAAAAAAAAAAAAAAAAAAAA==");
    assertThat(detail(failed())).contains("Content-MD5");
  }

  // Redirects

  @Test
  void aReadFollowsARedirectWithoutCredentials() {
    run().loaded();
    server.fail("GET", new Fault.Redirect(other.address()));
    run().loaded();
    assertThat(other.calls()).containsExactly("GET /state");
    assertThat(other.lastHeaders()).doesNotContainKey("authorization");
  }

  @Test
  void aReadFollowsARedirectOfTheSameServerWithCredentials() {
    server.fail("GET", new Fault.Redirect("/moved"));
    run().loaded();
    assertThat(server.calls()).contains("GET /moved");
    assertThat(server.lastHeaders()).containsKey("authorization");
  }

  @Test
  void endlessRedirectsEnd() {
    var fault = new Fault.Redirect("/state");
    server.fail("GET", fault, fault, fault, fault, fault, fault);
    assertThat(detail(failed())).contains("redirects more than 5 times");
  }

  @Test
  void aWriteFollowsNoRedirect() {
    HttpRun run = run();
    run.backend().lock("apply");
    server.fail("POST", new Fault.Redirect(other.address() + "?token=hush-hush"));
    Diagnostics failed = run.backend().save(HttpRun.with(run.loaded(), 1)).diagnostics();
    assertThat(detail(failed))
        .contains("redirects POST to " + other.address(), "is unchanged")
        .doesNotContain("hush-hush");
    assertThat(other.calls()).isEmpty();
  }
}
