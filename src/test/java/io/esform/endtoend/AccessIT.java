package io.esform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The messages for missing credentials or regions. No service is reached.
@Tag("real")
class AccessIT {

  /// No server listens at this address.
  private static final String NOWHERE = "http://127.0.0.1:9";

  @TempDir private Path directory;

  @Test
  void withoutCredentialsAPlanSaysHowToHaveThem() throws Exception {
    assertThat(plan("region   = \"eu-central-1\"\n  endpoint = \"" + NOWHERE + "\""))
        .contains("Error: No credentials", "AWS_ACCESS_KEY_ID", "aws sso login");
  }

  @Test
  void withoutARegionAPlanSaysHowToNameOne() throws Exception {
    assertThat(
            plan(
                "endpoint = \"" + NOWHERE + "\"",
                "AWS_ACCESS_KEY_ID=test",
                "AWS_SECRET_ACCESS_KEY=test"))
        .contains("Error: No region", "region = \"eu-central-1\"");
  }

  @Test
  void aRegionThatIsNoneIsRefusedBeforeAnyCall() throws Exception {
    assertThat(plan("region = \"eu-centrl-1\""))
        .contains("Error: Unknown region", "Did you mean \"eu-central-1\"?");
    assertThat(plan("", "AWS_REGION=eu-centrl-1"))
        .contains("Error: Unknown region", "Did you mean \"eu-central-1\"?");
  }

  @Test
  void whereNobodyAnswersIsTold() throws Exception {
    assertThat(
            plan(
                "region       = \"eu-central-1\"\n  max_attempts = 1\n  endpoint     = \"%s\""
                    .formatted(NOWHERE),
                "AWS_ACCESS_KEY_ID=test",
                "AWS_SECRET_ACCESS_KEY=test"))
        .contains("Error: No response from AWS", "sts:GetCallerIdentity");
  }

  /// The output of a plan that fails, in one line.
  ///
  /// @param provider lines of the provider block
  /// @param environment the program's environment variables
  private String plan(String provider, String... environment)
      throws IOException, InterruptedException {
    Files.writeString(
        directory.resolve("main.esf"),
        """
        provider "aws" {
          %s
        }
        data "aws_caller_identity" "me" {}
        """
            .formatted(provider));
    var words = new ArrayList<>(List.of("env", "-i", "PATH=" + System.getenv("PATH")));
    words.addAll(List.of("HOME=" + directory, "AWS_EC2_METADATA_DISABLED=true"));
    words.addAll(List.of(environment));
    words.add(Path.of("bin", "esform").toAbsolutePath().toString());
    words.addAll(List.of("-C", directory.toString(), "plan"));
    Command.Result result = Command.run(words.toArray(String[]::new));
    assertThat(result.status()).as(result.output()).isEqualTo(1);
    assertThat(result.output()).doesNotContain("\tat ", "Exception");
    return result.output().replaceAll("\\s+", " ");
  }
}
