package io.esform.state.backend.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.backend.BackendType.OpenedWorkspaces;
import io.esform.state.disk.Disk;
import io.esform.testing.BackendEnvironments;
import io.esform.value.Value;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3BackendTypeTest {

  @TempDir private Path directory = Path.of("unset");

  private OpenedWorkspaces opened(Map<String, Value> more) {
    var type = new S3BackendType();
    var arguments = new TreeMap<>(type.schema().blank().attributes());
    arguments.put("bucket", Value.of("states"));
    arguments.put("key", Value.of("shop/esform.state"));
    arguments.putAll(more);
    return type.open(
        Value.objectOf(arguments), BackendEnvironments.of(directory, directory, Disk.real()));
  }

  @Test
  void bucketAndKeyAreEnough() {
    OpenedWorkspaces opened = opened(Map.of());
    assertThat(opened.diagnostics().all()).isEmpty();
    assertThat(opened.workspaces()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "bucket, ''",
    "bucket, states/shop",
    "bucket, s3://states",
    "key, ''",
    "key, /esform.state",
    "key, shop/",
    "key, env:/prod/esform.state",
    "workspace_key_prefix, ''",
    "workspace_key_prefix, teams/",
    "endpoint, s3.example.com",
    "endpoint, 'https://a b'",
    "endpoint, https://name:secret@s3.example.com",
  })
  void anInvalidArgumentIsNamed(String argument, String value) {
    OpenedWorkspaces opened = opened(Map.of(argument, Value.of(value)));
    assertThat(opened.workspaces()).isNull();
    assertThat(opened.diagnostics().all())
        .singleElement()
        .satisfies(error -> {
          assertThat(error.summary()).isEqualTo("Invalid " + argument);
          assertThat(error.detail()).doesNotContain("secret");
        });
  }

  @Test
  void aKeyForNoEncryptionIsRefused() {
    OpenedWorkspaces opened =
        opened(Map.of("encrypt", Value.of(false), "kms_key_id", Value.of("alias/states")));
    assertThat(opened.diagnostics().all())
        .singleElement()
        .satisfies(error -> assertThat(error.summary()).isEqualTo("Conflicting arguments"));
  }
}
