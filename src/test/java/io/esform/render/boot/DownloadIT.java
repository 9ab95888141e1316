package io.esform.render.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.esform.render.boot.BootFiles.HostRole;
import io.esform.render.cloudinit.HostFile;
import io.esform.testing.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Downloads of inputs by a host: the functions of the boot script, run on this machine with a
/// failing server.
@Tag("real")
class DownloadIT {

  private static final Pattern FUNCTION =
      Pattern.compile("(?ms)^\\w+\\(\\) \\{(?: [^\\n]* \\}|\\n.*?^\\})$");
  private static final byte[] CONTENT = content();

  /// The requests to the server: the range, or `all`.
  private final List<String> requests = new CopyOnWriteArrayList<>();

  @TempDir private Path directory = Path.of("unset");
  private HttpServer server;
  private boolean cutsFirst;
  private boolean knowsRanges = true;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/pack.zip", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aDownloadThatIsCutGoesOnWhereItBrokeOff() throws Exception {
    cutsFirst = true;

    assertThat(fetch(sha256(CONTENT))).isEqualTo("0");

    assertThat(requests).containsExactly("all", "bytes=" + CONTENT.length / 2 + "-");
    assertThat(input("pack.zip")).hasBinaryContent(CONTENT);
    assertThat(input("pack.zip.part")).doesNotExist();
  }

  @Test
  void aServerWithoutRangesIsAskedForTheWholeAgain() throws Exception {
    cutsFirst = true;
    knowsRanges = false;

    assertThat(fetch(sha256(CONTENT))).isEqualTo("0");

    assertThat(requests).hasSize(3).endsWith("all");
    assertThat(input("pack.zip")).hasBinaryContent(CONTENT);
  }

  @Test
  void whatAnEarlierBootBeganIsNotFetchedTwice() throws Exception {
    lay("pack.zip.part", Arrays.copyOf(CONTENT, 1000));

    assertThat(fetch(sha256(CONTENT))).isEqualTo("0");

    assertThat(requests).containsExactly("bytes=1000-");
    assertThat(input("pack.zip")).hasBinaryContent(CONTENT);
  }

  @Test
  void aWholePartThatWasNeverTakenIsTaken() throws Exception {
    lay("pack.zip.part", CONTENT);

    assertThat(fetch(sha256(CONTENT))).isEqualTo("0");

    assertThat(input("pack.zip")).hasBinaryContent(CONTENT);
  }

  @Test
  void theBeginningOfAnotherFileIsGivenUp() throws Exception {
    lay("pack.zip.part", new byte[1000]);

    assertThat(fetch(sha256(CONTENT))).isEqualTo("0");

    assertThat(requests).containsExactly("bytes=1000-", "all");
    assertThat(input("pack.zip")).hasBinaryContent(CONTENT);
  }

  @Test
  void aWrongFileIsNamedAndNotKept() throws Exception {
    String wanted = "0".repeat(64);

    assertThat(fetch(wanted))
        .isEqualTo(
            "1 esform: failed %s has the sha256 %s, not %s"
                .formatted(url(), sha256(CONTENT), wanted));

    assertThat(requests).containsExactly("all");
    assertThat(input("")).isEmptyDirectory();
  }

  @Test
  void anInputOfBeforeIsReplaced() throws Exception {
    lay("pack.zip", new byte[1000]);

    assertThat(fetch(sha256(CONTENT))).isEqualTo("0");

    assertThat(input("pack.zip")).hasBinaryContent(CONTENT);
  }

  @Test
  void anInputThatIsThereIsNotFetched() throws Exception {
    lay("pack.zip", CONTENT);

    assertThat(fetch(sha256(CONTENT))).isEqualTo("0");

    assertThat(requests).isEmpty();
  }

  @Test
  void aServerThatHasNothingIsNotAskedAgain() throws Exception {
    server.removeContext("/pack.zip");

    assertThat(fetch(sha256(CONTENT)))
        .isEqualTo(
            "1 esform: failed cannot download "
                + url()
                + ": curl: (22) The requested URL returned error: 404");

    assertThat(input("")).isEmptyDirectory();
  }

  /// The exit status and the output of the script.
  private String fetch(String sha256) throws IOException, InterruptedException {
    String script =
        """
        set -eEuo pipefail
        lib=%1$s run=$lib deadline=60
        trap 'fail "at line $LINENO: $BASH_COMMAND"' ERR
        %2$s
        say() { echo "esform: $*"; }
        fetch pack.zip %3$s %4$s
        """
            .formatted(directory, functions(), url(), sha256);
    var result = Command.run("bash", "-c", script);
    return (result.status() + " " + result.output()).strip();
  }

  private static String functions() {
    String boot =
        BootFiles.render(HostRole.NODE, new LinkedHashMap<>(Map.of())).stream()
            .filter(file -> file.path().endsWith("/start") || file.path().endsWith("/boot"))
            .map(HostFile::content)
            .collect(Collectors.joining());
    return FUNCTION
        .matcher(boot)
        .results()
        .map(function -> function.group())
        .collect(Collectors.joining("\n"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(range == null ? "all" : range);
    int from =
        range == null || !knowsRanges
            ? 0
            : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    if (from >= CONTENT.length) {
      exchange.sendResponseHeaders(416, -1);
      exchange.close();
      return;
    }
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, CONTENT.length - 1, CONTENT.length));
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, CONTENT.length - from);
    boolean isCut = cutsFirst && requests.size() == 1;
    exchange
        .getResponseBody()
        .write(CONTENT, from, (isCut ? CONTENT.length / 2 : CONTENT.length) - from);
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/pack.zip";
  }

  private Path input(String name) {
    return directory.resolve("inputs").resolve(name);
  }

  private void lay(String name, byte[] content) throws IOException {
    Files.createDirectories(input(""));
    Files.write(input(name), content);
  }

  private static byte[] content() {
    return "The quick brown fox. ".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
