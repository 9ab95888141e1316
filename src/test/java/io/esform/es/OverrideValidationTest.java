package io.esform.es;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.testing.FakeInputFiles;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The validation of overrides, without a pack.
class OverrideValidationTest {

  private static final String LOG4J = "repository/conf/log4j.properties";

  private final Block node = Samples.node();

  private Block override(String file, String argument, String text) {
    return node.add("overrides").set("file", file).set(argument, text);
  }

  private List<AttributeDiagnostic> faults() {
    var faults = new Faults();
    new NodeHost(new FakeInputFiles(Map.of()))
        .check(Arguments.of(node.configuration()), new Rules(faults), faults);
    return faults.toList();
  }

  private void assertOnly(String path, String summary, String detail) {
    assertThat(faults())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.path()).hasToString(path);
          assertThat(fault.summary()).isEqualTo(summary);
          assertThat(fault.detail()).contains(detail);
        });
  }

  @Test
  void aValidOverrideOfEachKindIsAccepted() {
    node.set("secrets", Value.mapOf(Types.STRING, Map.of("ldap", Value.of("geheim"))));
    override(LOG4J, "merge", "a=$esform{ldap}");
    override("repository/conf/store.json", "merge", "{\"a\": {\"b\": null}}");
    override("repository/conf/deployment.toml", "merge", "[a]\nb = \"c\"");
    override("repository/conf/user-mgt.xml", "content", "<UserManager/>");
    override("repository/components/patches/patch0001/READ.me", "content", "new");
    assertThat(faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../../etc/passwd",
        "repository/../../x",
        "repository/./conf/carbon.xml",
        "repository//conf",
        "repository/conf/",
        "",
        "repository/conf/a b",
        "repository/conf/*.xml",
      })
  void aPathOutsideThePackIsRefused(String file) {
    override(file, "content", "<a/>");
    assertOnly("overrides[0].file", "Invalid value", "a path below the pack's root");
  }

  @ParameterizedTest
  @CsvSource({
    "repository/components/lib/esform-jdbc-driver.jar, is the JDBC driver",
    "repository/resources/security/client-truststore.jks, is the trust store",
    ".esform-pack, identifies the unpacked pack",
    "repository/database/WSO2CARBON_DB.h2.db, is data that Carbon writes",
    "repository/logs/wso2carbon.log, is data that Carbon writes",
  })
  void aFileThatEsformOrCarbonOwnsIsRefused(String file, String reason) {
    override(file, "content", "");
    assertOnly("overrides[0].file", "File cannot be overridden", "The file " + file + " " + reason);
  }

  @Test
  void anOverrideNeedsExactlyOneText() {
    node.add("overrides").set("file", LOG4J);
    assertOnly("overrides[0]", "Invalid combination of arguments", "exactly one of");
  }

  @Test
  void anOverrideWithTwoTextsIsRefused() {
    override(LOG4J, "merge", "a=b").set("content", "a=b");
    assertOnly("overrides[0]", "Invalid combination of arguments", "exactly one of");
  }

  @ParameterizedTest
  @CsvSource({
    "repository/conf/carbon.xml, 'Set xslt, or the whole file with content.'",
    "bin/wso2server.sh, Set the whole file with content.",
  })
  void settingsAreMergedOnlyIntoFilesWithSettings(String file, String advice) {
    override(file, "merge", "a=b");
    assertOnly("overrides[0].merge", "File without settings", advice);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.properties | merge   | 'a=\\u12'            | expected four hexadecimal digits after \\u: line 1
          a.json       | merge   | '[1]'                | expected a JSON object
          a.json       | merge   | '{"a": 1,}'          | expected JSON: Unexpected character
          a.json       | merge   | '{"a": 1e999}'       | expected numbers of at most 100 digits
          a.toml       | merge   | '[a'                 | expected TOML: line 1
          a.toml       | merge   | 'a = b'              | expected a text in quotes, a number or true or false, found b: line 1
          a.xml        | content | '<a>'                | expected well-formed XML: XML document structures must start and end
          a.xml        | content | '<?xml version="1.0" encoding="UTF-16"?><a/>' | the encoding UTF-16 is not supported
          a.xml        | content | '<?xml version="1.0" encoding="ISO-8859-1"?><a/>' | expected the encoding UTF-8
          a.xml        | xslt    | '<a x='              | expected well-formed XML
          a.sh         | content | 'echo $esform'       | expected $esform{NAME} for a secret
          """)
  void aTextThatCannotApplyIsRefused(String file, String argument, String text, String detail) {
    override(file, argument, text);
    assertOnly("overrides[0]." + argument, "Invalid override", file + ": " + detail);
  }

  @Test
  void everyFaultIsReportedAtOnce() {
    override("/a", "content", "");
    node.add("overrides").set("file", LOG4J);
    override("b.json", "merge", "1");
    assertThat(faults()).hasSize(3);
  }

  @Test
  void aSecretThatIsNullIsNone() {
    node.set("secrets", Value.mapOf(Types.STRING, Map.of("ldap", Value.nullOf(Types.STRING))));
    override(LOG4J, "merge", "a=$esform{ldap}");
    assertThat(faults()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"merge, a=$esform{ldap}", "content, $esform{{ldap}}"})
  void aSecretThatTheNodeDoesNotHaveIsRefused(String argument, String text) {
    override(LOG4J, argument, text);
    assertThat(faults())
        .filteredOn(fault -> fault.summary().equals("Reference to undeclared secret"))
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.path()).hasToString("overrides[0]." + argument);
          assertThat(fault.detail()).contains(LOG4J, "secrets = { ldap = ... }");
        });
  }

  @Test
  void secretsThatAreNotKnownYetAreAccepted() {
    node.set("secrets", Value.unknown(Types.map(Types.STRING)));
    override(LOG4J, "merge", "a=$esform{ldap}");
    assertThat(faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a b, x, The name of a secret",
    "1a, x, The name of a secret",
    "a, '\u0001', control"
  })
  void aSecretHasANameAndATextThatFilesCanContain(String name, String text, String detail) {
    node.set("secrets", Value.mapOf(Types.STRING, Map.of(name, Value.of(text))));
    assertThat(faults())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.path()).hasToString("secrets");
          assertThat(fault.detail()).contains(detail);
        });
  }

  @Test
  void aPasswordThatLooksLikeAPlaceholderIsRefusedWithOverrides() {
    node.nested("database").set("password", "a$esform{b}");
    assertThat(faults()).isEmpty();
    override(LOG4J, "content", "");
    assertOnly("database.password", "Invalid password", "must not contain the text $esform");
  }

  @Test
  void unknownTextsAreAccepted() {
    Value unknown = Value.unknown(Types.STRING);
    node.add("overrides").set("file", unknown).set("merge", unknown);
    assertThat(faults()).isEmpty();
  }
}
