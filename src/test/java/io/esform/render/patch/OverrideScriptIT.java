package io.esform.render.patch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.carbon.SampleNodes;
import io.esform.render.json.AsciiJson;
import io.esform.render.patch.FileOverride.Kind;
import io.esform.render.xml.XmlText;
import io.esform.testing.Golden;
import io.esform.value.Types;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script that applies overrides on a host has the same result as the Java code, byte for byte.
@Tag("real")
final class OverrideScriptIT {

  private static final int CASES = 600;
  private static final String USERS = "repository/conf/user-mgt.xml";
  private static final Map<String, String> SECRETS =
      Map.of(
          "secrets_ldap", " p&<>\"'\u00e9]]>\\ ${x}{{1}} =w",
          "secrets_pem", "-----BEGIN\nline\ttwo\r\n-----END");

  @TempDir Path directory;

  private final Map<String, Value> cases = new LinkedHashMap<>();

  @BeforeEach
  void layScriptsAndSecrets() throws IOException {
    Files.writeString(directory.resolve("pack-patch.py"), HostScript.text());
    Files.writeString(directory.resolve("toml-patch.py"), HostScript.settingsText());
    Files.writeString(directory.resolve("override-patch.py"), HostScript.overridesText());
    var document = new StringBuilder("<secrets>\n");
    SECRETS.forEach((name, value) ->
        document.append(
            "<secret name=\"%s\">%s</secret>\n".formatted(name, XmlText.escape(value))));
    Files.writeString(directory.resolve("secrets.xml"), document.append("</secrets>\n"));
  }

  @Test
  void mergedSettingsComeOutAsHere() throws Exception {
    for (long seed = 0; seed < CASES; seed++) {
      var random = new RandomOverrides(seed);
      add("log4j.properties", random.properties(), Kind.PROPERTIES, random.properties());
    }
    assertThat(judge()).isEmpty();
  }

  @Test
  void mergedJsonComesOutAsHereAndFollowsTheRfc() throws Exception {
    for (long seed = 0; seed < CASES; seed++) {
      var random = new RandomOverrides(seed);
      var original = new String(random.json().getBytes(UTF_8), ISO_8859_1);
      add("store.json", original, Kind.JSON, random.json());
    }
    assertThat(judge()).isEmpty();
  }

  @Test
  void mergedKeysComeOutAsHere() throws Exception {
    for (long seed = 0; seed < CASES; seed++) {
      var settings = RandomSettings.text(seed + CASES);
      add(
          "deployment.toml",
          RandomSettings.text(seed),
          Kind.TOML,
          seed % 3 == 0 ? settings : settings.replaceAll("(?m)^\\[datasource\\.[^\\n]*\\n", ""));
    }
    assertThat(judge()).isEmpty();
  }

  @Test
  void stylesheetsComeOutAsHereOrAreRefusedHere() throws Exception {
    var pack = Pack.fixture().patched(SampleNodes.publisher());
    for (var target : pack.files().keySet()) {
      if (target.endsWith(".xml")) {
        for (var sheet : stylesheets()) {
          add(target, pack.text(target), Kind.XSL, sheet);
        }
      }
    }
    assertThat(judge()).isEmpty();
  }

  private static List<String> stylesheets() throws IOException {
    var sheets = new ArrayList<String>();
    try (var files = Files.list(Golden.resource("render/patch/stylesheets"))) {
      for (var file : files.sorted().toList()) {
        sheets.add(Files.readString(file));
      }
    }
    return sheets;
  }

  @Test
  void secretsAreEscapedAsHere() throws Exception {
    var text = "$esform{ldap} and \"$esform{pem}\"";
    for (var target :
        List.of("a.sh", "a.properties", "repository/conf/deployment.toml", "b.toml")) {
      add(target, null, Kind.CONTENT, "a = " + text + "\n");
    }
    add("a.json", null, Kind.CONTENT, "{\"a\": \"$esform{ldap}\"}");
    add(USERS, null, Kind.CONTENT, "\n<a b='$esform{ldap}'>" + text + "</a>\n");
    add("b.sh", null, Kind.CONTENT, "$esform{missing}");
    add("c.sh", null, Kind.CONTENT, "$esform");
    assertThat(judge()).isEmpty();
  }

  @Test
  void severalOverridesOfOneFileComeOutAsHere() throws Exception {
    var changed = Pack.fixture().patched(SampleNodes.publisher()).text(USERS);
    var overrides = new ArrayList<FileOverride>();
    for (var name : List.of("root", "user-store", "strip-space")) {
      var sheet = Files.readString(Golden.resource("render/patch/stylesheets/" + name + ".xsl"));
      overrides.add(new FileOverride(USERS, overrides.size() + 1, Kind.XSL, sheet));
    }
    add(USERS, changed, overrides);
    add(USERS, "<!-- no root -->", overrides);
    add("absent.xml", null, overrides);
    assertThat(judge()).isEmpty();
  }

  private void add(String target, @Nullable String original, Kind kind, String content) {
    add(target, original, List.of(new FileOverride(target, 1, kind, content)));
  }

  private void add(String target, @Nullable String original, List<FileOverride> overrides) {
    var result =
        OverrideRun.apply(
            target,
            original == null ? null : original.getBytes(ISO_8859_1),
            null,
            overrides,
            SecretLookup.of(SECRETS));
    var file = result.file();
    var values = new LinkedHashMap<String, Value>();
    values.put("target", Value.of(target));
    values.put("original", original == null ? Value.nullOf(Types.STRING) : Value.of(original));
    values.put(
        "overrides",
        new Value.TupleValue(
            overrides.stream()
                .<Value>map(each ->
                    Value.objectOf(Map.of("kind", kind(each), "content", Value.of(each.content()))))
                .toList()));
    values.put("result", Value.of(file == null ? "" : new String(file.bytes(), ISO_8859_1)));
    values.put(
        "message",
        Value.of(
            result.misfits().isEmpty() ? "" : result.misfits().firstEntry().getValue().detail()));
    cases.put("case " + cases.size(), Value.objectOf(values));
  }

  private static Value kind(FileOverride override) {
    return Value.of(override.kind().name().toLowerCase(Locale.ROOT));
  }

  private String judge() throws IOException, InterruptedException {
    Files.writeString(directory.resolve("cases.json"), AsciiJson.write(Value.objectOf(cases)));
    var process =
        new ProcessBuilder(
                "python3",
                Golden.resource("render/patch/override-judge.py").toAbsolutePath().toString(),
                "cases.json")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    var faults = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(faults).isZero();
    return faults;
  }
}
