package io.esform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.carbon.CarbonChange;
import io.esform.render.patch.HostScript;
import io.esform.render.xml.XmlText;
import io.esform.testing.Await;
import io.esform.testing.Command;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;

/// An unpacked kernel whose `deployment.toml` the script for hosts changes, and its server.
final class KernelProcess implements AutoCloseable {

  private static final String JAVA = "/usr/lib/jvm/java-17-openjdk-amd64";
  private static final String SETTINGS = "repository/conf/deployment.toml";
  private static final String TEMPLATES = "repository/resources/conf/templates";

  private final Path home;
  private @Nullable Process server;

  private KernelProcess(Path home) {
    this.home = home;
  }

  /// The archive of a kernel, which is fetched with Maven unless it is there.
  static Path zip(String version) throws Exception {
    var name = "wso2carbon-core-" + version;
    var zip =
        Path.of(System.getProperty("user.home"))
            .resolve(".m2/repository/org/wso2/carbon/wso2carbon-core")
            .resolve(version + "/" + name + ".zip");
    if (!Files.exists(zip)) {
      var artifact = "-Dartifact=org.wso2.carbon:wso2carbon-core:" + version + ":zip";
      run("mvn", "-B", "-q", "dependency:get", "-Dtransitive=false", artifact);
    }
    return zip;
  }

  static KernelProcess unpack(String version, Path directory) throws Exception {
    run("unzip", "-q", zip(version).toString(), "-d", directory.toString());
    return new KernelProcess(directory.resolve("wso2carbon-core-" + version));
  }

  String text(String file) throws IOException {
    return Files.readString(home.resolve(file));
  }

  void addToSettings(String lines) throws IOException {
    Files.writeString(home.resolve(SETTINGS), text(SETTINGS) + lines);
  }

  /// Sets the settings, with another text in place of `jdbc:mysql` URLs and the driver.
  void configure(CarbonChange change, Map<String, String> secrets) throws Exception {
    var work = Files.createDirectory(home.resolve("work"));
    var document = new StringBuilder("<secrets>\n");
    secrets.forEach((name, value) ->
        document.append(
            "<secret name=\"%s\">%s</secret>\n".formatted(name, XmlText.escape(value))));
    Files.writeString(work.resolve("secrets.xml"), document.append("</secrets>\n"));
    Files.writeString(work.resolve("change.toml"), change.content());
    Files.writeString(work.resolve("toml-patch.py"), HostScript.settingsText());
    var result =
        run(
            "python3",
            work.resolve("toml-patch.py").toString(),
            work.resolve("change.toml").toString(),
            home.resolve(SETTINGS).toString(),
            home.resolve(TEMPLATES).toString());
    Files.writeString(home.resolve(SETTINGS), withLocalDatabases(result));
  }

  private static String withLocalDatabases(String settings) {
    return settings
        .replaceAll("jdbc:mysql://[^\"]*/(\\w+)", "jdbc:h2:./repository/database/$1")
        .replace("com.mysql.cj.jdbc.Driver", "org.h2.Driver");
  }

  /// Starts the server with an offset for its ports.
  void start(int offset) throws IOException {
    var builder =
        new ProcessBuilder("sh", "bin/wso2server.sh", "-DportOffset=" + offset)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("output").toFile());
    builder.environment().put("JAVA_HOME", JAVA);
    builder.environment().put("JVM_MEM_OPTS", "-Xms128m -Xmx512m");
    builder.environment().put("JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    server = builder.start();
  }

  /// Waits for a line of the server's output.
  void await(String words) {
    Await.untilOrEnd(
        home.getFileName() + " writes \"" + words + "\"",
        1_500,
        Duration.ofMillis(200),
        Objects.requireNonNull(server),
        () -> text("output").contains(words),
        () -> "Its output is in " + home.resolve("output"));
  }

  /// The string value of an XPath expression, whose names have no prefixes in any namespace.
  String value(String file, String expression) throws Exception {
    var document =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(text("repository/conf/" + file))));
    return XPathFactory.newDefaultInstance().newXPath().evaluate(expression, document);
  }

  /// Kills the server with the Java process that its script starts.
  @Override
  public void close() {
    if (server != null) {
      server.descendants().forEach(ProcessHandle::destroyForcibly);
      server.destroyForcibly().onExit().join();
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    var result = Command.run(command);
    assertThat(result.status()).as(result.output()).isZero();
    return result.output();
  }
}
