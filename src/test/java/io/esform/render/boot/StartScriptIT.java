package io.esform.render.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.boot.BootFiles.HostRole;
import io.esform.render.bundle.Bundle;
import io.esform.render.cloudinit.HostFile;
import io.esform.render.cloudinit.Packed;
import io.esform.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script that installs a bundle, run on this machine in a directory in place of a host's root,
/// with a fake of the script that fetches objects.
@Tag("real")
class StartScriptIT {

  private static final String OBJECT = "s3://packs/bundles/it.tar.gz";

  @TempDir private Path root = Path.of("unset");

  @BeforeEach
  void layOut() throws IOException {
    write("etc/esform/host.conf", "");
    write("tmp/object", "");
    fetching("cp tmp/object \"$3\"");
  }

  @Test
  void aFetchedBundleIsInstalledAndItsBootScriptRun() throws Exception {
    Packed bundle = bundle(HostFile.plain("/etc/one.conf", "one\n"));
    store(bundle);

    assertThat(start(bundle.sha256(), OBJECT))
        .containsExactly("0", "esform: generation 7", "booted /etc/one.conf /opt/esform/bin/boot");

    assertThat(root.resolve("etc/one.conf")).hasContent("one");
    assertThat(root.resolve("fetches")).hasContent("get " + OBJECT);
    assertThat(kept()).containsExactly(bundle.sha256());
  }

  @Test
  void aKeptBundleIsNotFetchedAndFilesThatAreAlreadyThereStay() throws Exception {
    Packed bundle = bundle(HostFile.plain("/etc/one.conf", "one\n"));
    store(bundle);
    start(bundle.sha256(), OBJECT);
    Files.delete(root.resolve("fetches"));
    Files.delete(root.resolve("etc/one.conf"));

    assertThat(start(bundle.sha256(), OBJECT)).endsWith("booted /etc/one.conf");

    assertThat(root.resolve("fetches")).doesNotExist();
  }

  @Test
  void aTamperedObjectIsRefused() throws Exception {
    Packed bundle = bundle();
    Packed other = bundle(HostFile.plain("/etc/one.conf", "one\n"));
    store(other);

    assertThat(start(bundle.sha256(), OBJECT))
        .containsExactly(
            "1",
            "esform: generation 7",
            "esform: failed bundle %s has other content: its sha256 is %s, not %s"
                .formatted(OBJECT, other.sha256(), bundle.sha256()));

    assertThat(root.resolve("etc/one.conf")).doesNotExist();
    assertThat(root.resolve("var/lib/esform/status")).content().startsWith("esform: failed bundle");
  }

  @Test
  void aTamperedKeptBundleIsFetchedAgain() throws Exception {
    Packed bundle = bundle();
    store(bundle);
    write("var/lib/esform/bundles/" + bundle.sha256(), "other");

    assertThat(start(bundle.sha256(), OBJECT)).endsWith("booted /opt/esform/bin/boot");
  }

  @Test
  void anObjectThatS3RefusesIsNotWaitedFor() throws Exception {
    fetching(
        "echo 'https://s3/it: HTTP Error 403: Forbidden <Error>' >&2; echo '<Code>' >&2; exit 1");

    assertThat(start(bundle().sha256(), OBJECT))
        .endsWith(
            "esform: failed bundle "
                + OBJECT
                + " cannot be fetched: https://s3/it: HTTP Error 403: Forbidden <Error> <Code>");
  }

  @Test
  void aNetworkThatComesLateIsWaitedFor() throws Exception {
    Packed bundle = bundle();
    store(bundle);
    fetching(
        "[ \"$(wc -l < fetches)\" -gt 2 ] || { echo 'no route to host' >&2; exit 1; }"
            + " && cp tmp/object \"$3\"");

    assertThat(start(bundle.sha256(), OBJECT))
        .containsExactly(
            "0",
            "esform: generation 7",
            "esform: waiting: bundle " + OBJECT + ": no route to host",
            "booted /opt/esform/bin/boot");
  }

  @Test
  void filesThatNoLongerBelongToTheHostAreRemoved() throws Exception {
    for (String path : List.of("etc/esform/changes/a b.xsl", "etc/nginx/conf.d/es-old.conf")) {
      write(path, "old");
    }
    write("etc/nginx/conf.d/own.conf", "not esform's");
    Packed bundle = bundle(HostFile.plain("/etc/esform/changes/new.xsl", "new\n"));
    store(bundle);

    assertThat(start(bundle.sha256(), OBJECT)).first().isEqualTo("0");

    assertThat(root.resolve("etc/esform/changes/new.xsl")).exists();
    assertThat(root.resolve("etc/esform/changes/a b.xsl")).doesNotExist();
    assertThat(root.resolve("etc/nginx/conf.d/es-old.conf")).doesNotExist();
    assertThat(root.resolve("etc/nginx/conf.d/own.conf")).exists();
  }

  /// However many generations fail after it.
  @Test
  void theBundleOfTheLastGoodGenerationIsKept() throws Exception {
    Packed older = booting("report ready 5");
    Packed good = booting("report ready 6");
    Packed failing = booting("fail no pack");
    Packed other = booting("fail no Java");
    for (Packed bundle : List.of(older, good, failing, other)) {
      store(bundle);
      start(bundle.sha256(), OBJECT);
    }

    assertThat(kept()).containsExactlyInAnyOrder(good.sha256(), other.sha256());
  }

  /// A bundle whose boot script runs this command.
  private static Packed booting(String command) {
    return Bundle.of(List.of(HostFile.plain("/opt/esform/bin/boot", command + "\n")));
  }

  @Test
  void filesOfUserDataAreInstalledWithoutABundle() throws Exception {
    for (HostFile file : files(HostFile.plain("/etc/one.conf", "one\n"))) {
      write(BootFiles.unpacked(file).path().substring(1), file.content());
    }

    assertThat(start()).endsWith("booted /etc/one.conf /opt/esform/bin/boot");

    assertThat(start()).endsWith("esform: failed bundle of this host has no files");
  }

  /// The files, and a boot script that prints what was installed before it.
  private static List<HostFile> files(HostFile... files) {
    var all = new ArrayList<>(List.of(files));
    all.add(
        HostFile.plain(
            "/opt/esform/bin/boot",
            "echo booted $(tr ' ' '\\n' <<< \"$installed\" | sort | tr '\\n' ' ')\n"));
    return all;
  }

  private static Packed bundle(HostFile... files) {
    return Bundle.of(files(files));
  }

  private void store(Packed bundle) throws IOException {
    Files.write(root.resolve("tmp/object"), Base64.getDecoder().decode(bundle.base64()));
  }

  private List<String> kept() throws IOException {
    try (Stream<Path> kept = Files.list(root.resolve("var/lib/esform/bundles"))) {
      return kept.map(path -> path.getFileName().toString()).toList();
    }
  }

  /// @param command of the fake, after it has recorded its call
  private void fetching(String command) throws IOException {
    write("aws", "cd %s; echo \"$1 $2\" >> fetches; %s\n".formatted(root, command));
  }

  private void write(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(requireNonNull(file.getParent()));
    Files.writeString(file, content);
  }

  /// The exit status, and the lines of the output.
  private List<String> start(String... arguments) throws IOException, InterruptedException {
    write("start", script());
    var command =
        new ArrayList<>(
            List.of("env", "ESFORM_GENERATION=7", "bash", root.resolve("start").toString()));
    command.addAll(List.of(arguments));
    var result = Command.run(command.toArray(String[]::new));
    var lines = new ArrayList<>(List.of(Integer.toString(result.status())));
    lines.addAll(result.output().lines().map(String::strip).toList());
    return lines;
  }

  /// The script with other absolute paths.
  private String script() {
    String script =
        BootFiles.render(HostRole.DATABASE, new LinkedHashMap<>()).stream()
            .filter(file -> file.path().endsWith("/start"))
            .findFirst()
            .orElseThrow()
            .content();
    return script
        .replace("python3 /opt/esform/bin/aws.py", "bash " + root + "/aws")
        .replace("/var/lib/esform", root + "/var/lib/esform")
        .replace("/run/esform", root + "/run/esform")
        .replace("/dev/console", root + "/console")
        .replace("/etc/default", root + "/etc/default")
        .replace("/etc/esform", root + "/etc/esform")
        .replace("/etc/nginx", root + "/etc/nginx")
        .replace(". /opt", ". " + root + "/opt")
        .replace("\"/$file\"", "\"" + root + "/$file\"")
        .replace("\"$fresh$file\"", "\"$fresh${file#" + root + "}\"")
        .replace("df -P", ": -P");
  }
}
