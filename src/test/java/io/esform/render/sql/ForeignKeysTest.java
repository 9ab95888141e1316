package io.esform.render.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.sql.ForeignKeys.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The foreign keys that MySQL 8.4 refuses by default.
class ForeignKeysTest {

  @Test
  void aReferenceToAWholeUniqueKeyIsStandard() {
    assertThat(
            ForeignKeys.of(
                    """
                    -- One table; another
                    CREATE TABLE A (ID INTEGER AUTO_INCREMENT, T INTEGER, N VARCHAR(9) UNIQUE, PRIMARY KEY (ID, T));
                    CREATE TABLE IF NOT EXISTS `b` (A INT, T INT, N VARCHAR(9),
                      CONSTRAINT X FOREIGN KEY (A, T) REFERENCES A(ID, T) ON DELETE CASCADE);
                    ALTER TABLE B ADD CONSTRAINT Y FOREIGN KEY (N) REFERENCES A(N);
                    """)
                .nonStandard())
        .isEmpty();
  }

  @Test
  void aReferenceToAPartOfAKeyOrToAnIndexIsNot() {
    assertThat(
            ForeignKeys.of(
                    """
                    CREATE TABLE A (ID INTEGER, T INTEGER, PRIMARY KEY (ID, T), KEY K (T));
                    CREATE TABLE B (A INT, FOREIGN KEY (A) REFERENCES A(ID), FOREIGN KEY (A) REFERENCES A(T));
                    """)
                .nonStandard())
        .containsExactly(
            new Reference("B", new ForeignKeys.Key("A", List.of("ID"))),
            new Reference("B", new ForeignKeys.Key("A", List.of("T"))));
  }
}
