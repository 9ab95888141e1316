package io.esform.providers.aws.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.provider.Arguments;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.Parameter;

class ParameterBlocksTest {

  private static final Value BLOCKS =
      Value.listOf(
          ParameterBlocks.BLOCK.schema().impliedType(),
          List.of(block("Max_Connections", "500"), block("time_zone", "Europe/Berlin")));

  private static ObjectValue block(String name, String value) {
    return Value.objectOf(
        Map.of(
            "name",
            Value.of(name),
            "value",
            Value.of(value),
            "apply_method",
            Value.of("immediate")));
  }

  private static Parameter found(String name, String value) {
    return Parameter.builder().parameterName(name).parameterValue(value).build();
  }

  private static Value value(Parameter... found) {
    var known = Arguments.of(Value.objectOf(Map.of("parameter", BLOCKS)));
    return ParameterBlocks.value(known, List.of(found));
  }

  @Test
  void namesAndValuesKeepTheirCaseWhereRdsWritesThemInLowerCase() {
    assertThat(value(found("time_zone", "europe/berlin"), found("max_connections", "500")))
        .isEqualTo(BLOCKS);
  }

  @Test
  void anotherValueIsShown() {
    assertThat(value(found("max_connections", "600")).toString()).contains("600");
  }

  /// In values such as `init_connect`, case matters to MySQL.
  @Test
  void aConfiguredValueThatDiffersInCaseIsAChange() {
    Parameter before = found("init_connect", "SET @a = 'b'");

    assertThat(ParameterBlocks.isUnchanged(before, found("init_connect", "SET @a = 'B'")))
        .isFalse();
    assertThat(ParameterBlocks.isUnchanged(before, found("Init_Connect", "SET @a = 'b'"))).isTrue();
  }
}
