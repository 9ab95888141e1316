package io.esform.docs;

import io.esform.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The policy in the AWS guide allows exactly the calls of the provider.
class AwsPermissionsTest {

  private static final Path PROVIDER = Path.of("src/main/java/io/esform/providers/aws");
  private static final Pattern ACTION = Pattern.compile("\"([a-z0-9]+:[A-Z][A-Za-z0-9]+)\"");

  /// Permissions that AWS requires for calls with other names: to assign a profile to a host, to
  /// delete old versions in a bucket, and to create the role of RDS for an account's first
  /// database.
  private static final List<String> IMPLIED =
      List.of("iam:CreateServiceLinkedRole", "iam:PassRole", "s3:DeleteObjectVersion");

  @Test
  void everyCallIsAllowed() throws IOException {
    var actions = new TreeSet<>(IMPLIED);
    try (Stream<Path> files = Files.walk(PROVIDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        ACTION.matcher(Files.readString(file)).results().forEach(it -> actions.add(it.group(1)));
      }
    }
    String lines =
        actions.stream()
            .map(action -> "        \"" + action + "\"")
            .collect(Collectors.joining(",\n"));
    Golden.check(
        Path.of("docs", "aws-permissions.json"),
        """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": [
        %s
              ],
              "Resource": "*"
            }
          ]
        }
        """
            .formatted(lines));
  }
}
