package io.esform.providers.aws.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TagsTest {

  /// RDS, IAM and Secrets Manager refuse brackets and quotes in the values of tags.
  @Test
  void anInstancesKeyBecomesPlain() {
    assertThat(Tags.plain(Map.of(Tags.ADDRESS, "module.a[\"x y\"].es_database.this[0]")))
        .hasEntrySatisfying(
            Tags.ADDRESS, address -> assertThat(address).matches("[A-Za-z0-9 _.:/=+@-]+"));
  }

  @Test
  void onlyWhatDiffersIsSetAndRemoved() {
    var difference = Tags.difference(Map.of("a", "1", "b", "2"), Map.of("b", "3", "c", "4"));
    assertThat(difference.set()).containsOnly(Map.entry("b", "3"), Map.entry("c", "4"));
    assertThat(difference.removed()).isEqualTo(List.of("a"));
  }

  @Test
  void esformsOwnTagsAreNotTheConfigurations() {
    assertThat(Tags.configurable(Map.of("aws:x", "1", "esform:token", "2", "Name", "n")))
        .containsOnly(Map.entry("Name", "n"));
  }
}
