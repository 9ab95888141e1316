package io.esform.render.toml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TomlEditorTest {

  @Test
  void aValueIsReplacedWhereItIs() throws Exception {
    assertThat(set("# a\r\n[t]\r\n  'k' =  \"old\" # why\r\nb = 1\r\n", "t.k", "2"))
        .isEqualTo("# a\r\n[t]\r\n  'k' =  2 # why\r\nb = 1\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1, [2, 3], # ]\n 4]",
        "{ a = \"}\", b = {c = 'x'} }",
        "\"\"\"one\n\\\"\"\" two\"\"\"\"",
        "'''\n''[x]\n''''",
        "1979-05-27 07:32:00Z",
        "\"a \\\" # b\"",
        "'\\'",
        "-inf"
      })
  void everyKindOfValueIsReplacedAsAWhole(String value) throws Exception {
    assertThat(set("[t]\nk = " + value + " # c\n[u]\n", "t.k", "0"))
        .isEqualTo("[t]\nk = 0 # c\n[u]\n");
  }

  @Test
  void aNewKeyComesLastInItsTable() throws Exception {
    assertThat(set("[t]\n  a = 1\n\n# of u\n[u]\n", "t.k", "2"))
        .isEqualTo("[t]\n  a = 1\n  k = 2\n\n# of u\n[u]\n");
    assertThat(set("[t] # empty\n[u]", "t.k", "2")).isEqualTo("[t] # empty\nk = 2\n[u]");
    assertThat(set("[t]", "t.k", "2")).isEqualTo("[t]\nk = 2\n");
  }

  @Test
  void aNewKeyJoinsDottedKeysOfItsTable() throws Exception {
    assertThat(set("[t]\nu.a = 1\nb = 2\n", "t.u.k", "3"))
        .isEqualTo("[t]\nu.a = 1\nu.k = 3\nb = 2\n");
    assertThat(set("t.u.a = 1\n[v]\n", "t.u.k", "3")).isEqualTo("t.u.a = 1\nt.u.k = 3\n[v]\n");
  }

  @Test
  void aNewTableComesLastButBeforeItsSubtables() throws Exception {
    assertThat(set("[u]\na = 1", "t.k", "2")).isEqualTo("[u]\na = 1\n\n[t]\nk = 2\n");
    assertThat(set("", "t.k", "2")).isEqualTo("[t]\nk = 2\n");
    assertThat(set("[a]\n[t.u]\nb = 1\n", "t.k", "2"))
        .isEqualTo("[a]\n[t]\nk = 2\n\n[t.u]\nb = 1\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          t = {k = 1}    | expected a table, found a value: t in line 1
          [[t]]          | expected a table, found an array of tables: t in line 1
          [t.k]          | expected a value, found a table: t.k in line 1
          t.k.a = 1      | expected a value, found a table: t.k.a in line 1
          [t             | expected TOML: line 1
          k              | expected TOML: line 1
          k = [1         | expected TOML: line 1
          k = "a         | expected TOML: line 1
          k = 1 2 ]      | expected TOML: line 1
          """)
  void anotherShapeIsRefusedWithItsLine(String text, String message) {
    assertThatThrownBy(() -> set(text, "t.k", "1"))
        .isInstanceOf(MalformedTomlException.class)
        .hasMessage(message);
  }

  @Test
  void aRemovedKeyLeavesItsComment() throws Exception {
    var editor = new TomlEditor("[t]\n  a = 1 # kept\nb = 2\nc = 3\n");
    editor.remove(List.of("t", "a"));
    editor.remove(List.of("t", "b"));
    editor.remove(List.of("t", "absent"));
    assertThat(editor.text()).isEqualTo("[t]\n  # kept\nc = 3\n");
  }

  @Test
  void anEntryIsReplacedWithItsSubtablesAndKeepsComments() throws Exception {
    var text =
        """
        [[d]]
        id = "other"

        [[d]]
        # mine
        id = 'it' # as ever
        url = "x"
        [d.pool]
        max = 1
        # of z

        [z]
        a = 1
        """;
    var expected =
        """
        [[d]]
        id = "other"

        [[d]]
        id = "it"
        max = 2
        # mine
        # as ever
        # of z

        [z]
        a = 1
        """;
    assertThat(setEntry(text)).isEqualTo(expected);
    assertThat(setEntry(expected)).isEqualTo(expected);
  }

  @Test
  void aNewEntryComesAfterTheOthersOrLast() throws Exception {
    assertThat(setEntry("[[d]]\nid = \"a\"\n# c\n[z]\n"))
        .isEqualTo("[[d]]\nid = \"a\"\n\n[[d]]\nid = \"it\"\nmax = 2\n# c\n[z]\n");
    assertThat(setEntry("[z]\n")).isEqualTo("[z]\n\n[[d]]\nid = \"it\"\nmax = 2\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          d = []      | expected an array of tables, found a value: d in line 1
          [d]         | expected an array of tables, found a table: d in line 1
          d.a = 1     | expected an array of tables, found a value: d.a in line 1
          [d.a]       | expected an array of tables, found a table: d.a in line 1
          """)
  void anotherShapeOfAnArrayIsRefused(String text, String message) {
    assertThatThrownBy(() -> setEntry(text)).hasMessage(message);
  }

  @Test
  void twoEntriesWithOneIdAreRefused() {
    assertThatThrownBy(() -> setEntry("[[d]]\nid='it'\n[[d]]\nid=\"\\u0069t\"\n"))
        .hasMessage("expected one entry it, found another one: d in line 3");
  }

  private static String set(String text, String path, String value) throws MalformedTomlException {
    var editor = new TomlEditor(text);
    editor.set(Arrays.asList(path.split("\\.")), value);
    var once = editor.text();
    editor.set(Arrays.asList(path.split("\\.")), value);
    assertThat(editor.text()).isEqualTo(once);
    return once;
  }

  private static String setEntry(String text) throws MalformedTomlException {
    var editor = new TomlEditor(text);
    editor.setEntry(List.of("d"), "it", List.of("id = \"it\"", "max = 2"));
    return editor.text();
  }
}
