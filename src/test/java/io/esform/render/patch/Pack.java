package io.esform.render.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.carbon.CarbonChange;
import io.esform.render.carbon.CarbonNode;
import io.esform.render.carbon.CarbonRenderer;
import io.esform.render.pack.PackFiles;
import io.esform.testing.Golden;
import io.esform.testing.TextPack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;

/// Files of a pack by their path, before or after changes: one character per byte, whatever the
/// encoding.
record Pack(SortedMap<String, String> files) {

  static final Map<String, String> SECRETS =
      Map.of(
          "database_password",
          "p&<>\"'é]]>\\ w",
          "svn_password",
          "s v n",
          "admin_password",
          "p@ss");

  private static final String CLUSTERING = "repository/conf/axis2/axis2.xml";
  private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*\\}");

  /// A small pack of this project; its axis2.xml has the line ends of real packs.
  static Pack fixture() {
    var pack = at(Golden.resource("render/carbon/pack"));
    pack.files.computeIfPresent(CLUSTERING, (_, text) -> text.replace("\n", "\r\n"));
    return pack;
  }

  /// The files below a directory that changes of a node may affect.
  static Pack at(Path root) {
    var files = new TreeMap<String, String>();
    try (var paths = Files.walk(root)) {
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        var target = root.relativize(path).toString();
        if (target.endsWith(".xml") || target.endsWith(".json")) {
          files.put(target, Files.readString(path, StandardCharsets.ISO_8859_1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Pack(files);
  }

  /// This pack as a plan reads it.
  PackFiles open() {
    return new TextPack(files);
  }

  /// This pack with the files of another one in place of its own.
  Pack with(Pack other) {
    var all = new TreeMap<>(files);
    all.putAll(other.files);
    return new Pack(all);
  }

  /// The pack with the changes of a node; only files of optional changes may be missing.
  Pack patched(CarbonNode node) {
    var after = new TreeMap<>(files);
    for (var change : CarbonRenderer.render(node)) {
      var original = files.get(change.target());
      if (original == null) {
        assertThat(change.optional()).as(change.target()).isTrue();
      } else {
        after.put(change.target(), apply(change, original));
      }
    }
    return new Pack(after);
  }

  private static String apply(CarbonChange change, String original) {
    var result = result(change, original);
    assertThat(result.diagnostics()).as(change.target()).isEmpty();
    return bytes(result);
  }

  static PatchResult result(CarbonChange change, String original) {
    return PackPatcher.apply(
        change, original.getBytes(StandardCharsets.ISO_8859_1), SecretLookup.of(SECRETS));
  }

  static String bytes(PatchResult result) {
    return new String(result.bytes(), StandardCharsets.ISO_8859_1);
  }

  String text(String target) {
    return Objects.requireNonNull(files.get(target), target);
  }

  /// The string value of an XPath expression, whose names have no prefixes in any namespace.
  String value(String target, String expression) {
    try {
      var document =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(text(target).getBytes(StandardCharsets.ISO_8859_1)));
      return XPathFactory.newDefaultInstance().newXPath().evaluate(expression, document);
    } catch (Exception e) {
      throw new AssertionError(target + ": " + expression, e);
    }
  }

  List<String> comments(String target) {
    return found(COMMENT, target);
  }

  List<String> placeholders(String target) {
    return found(PLACEHOLDER, target);
  }

  private List<String> found(Pattern pattern, String target) {
    return pattern.matcher(text(target)).results().map(match -> match.group()).sorted().toList();
  }
}
