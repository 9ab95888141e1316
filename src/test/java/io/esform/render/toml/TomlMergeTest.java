package io.esform.render.toml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TomlMergeTest {

  @Test
  void tablesAreMergedByKeys() throws Exception {
    assertThat(
            TomlMerge.apply(
                "top = 1\n[a] # kept\nb = 1 # why\nc = 2\n",
                """
                # not copied
                other = 2
                [a]
                b = "x"
                d."e f".g = [1, # one
                  2]
                [h.i]
                j = true
                """))
        .isEqualTo(
            """
            top = 1
            other = 2
            [a] # kept
            b = "x" # why
            c = 2

            [a.d."e f"]
            g = [1, # one
              2]

            [h.i]
            j = true
            """);
  }

  @Test
  void aFirstKeyOutsideTablesComesFirst() throws Exception {
    assertThat(TomlMerge.apply("# x\r\n[a]\r\n", "b = \"\"\"c\nd\"\"\"\n"))
        .isEqualTo("b = \"\"\"c\r\nd\"\"\"\r\n# x\r\n[a]\r\n");
  }

  @Test
  void anEntryReplacesTheOneWithItsIdAndIsAddedOtherwise() throws Exception {
    assertThat(
            TomlMerge.apply(
                "[[d]]\nid = \"a\"\nurl = 1\n[d.pool]\nmax = 1\n",
                "[[d]]\nid = 'a'\nurl = 2\n[[d]]\nid = \"b\"\n[[d]]\nurl = 3\n"))
        .isEqualTo("[[d]]\nid = 'a'\nurl = 2\n\n[[d]]\nid = \"b\"\n\n[[d]]\nurl = 3\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a = {b = 1}   | '[a]\nb = 2'         | expected a table, found a value: a in line 1
          [a.b]         | '[a]\nb = 2'         | expected a value, found a table: a.b in line 1
          [a]           | '[[a]]\nb = 2'       | expected an array of tables, found a table: a in line 1
          ''            | '[[a]]\n[a.b]\nc=1' | expected dotted keys in an entry of [[a]], found a header: line 2
          ''            | 'a = '               | expected TOML: line 1
          """)
  void anotherShapeIsRefused(String original, String settings, String message) {
    assertThatThrownBy(() -> TomlMerge.apply(original, settings.replace("\\n", "\n")))
        .isInstanceOf(MalformedTomlException.class)
        .hasMessage(message);
  }
}
