package io.esform.providers.aws.hosts;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The memory of instance types and of the classes of database servers, by their names.
///
/// Source: "Amazon EC2 instance types" and "DB instance class types" in AWS's guides. Families
/// whose sizes follow other rules, such as `c5n` and the fourth generation, are not known here.
final class InstanceMemory {

  private static final Pattern NAME =
      Pattern.compile("(?:db\\.)?(?<family>[a-z]+[0-9]+[a-z-]*)\\.(?<size>[a-z0-9]+)");

  /// In MiB.
  private static final Map<String, Integer> BURSTABLE =
      Map.of(
          "nano", 512,
          "micro", 1_024,
          "small", 2_048,
          "medium", 4_096,
          "large", 8_192,
          "xlarge", 16_384,
          "2xlarge", 32_768);

  private static final Pattern BURSTABLE_FAMILY = Pattern.compile("t2|t3a?|t4g");

  /// GiB per virtual processor, by the first letter of a family.
  private static final Map<String, Integer> SHARES = Map.of("c", 2, "m", 4, "r", 8);

  private static final Pattern FAMILY = Pattern.compile("(?!c5n)(?<kind>[cmr])[5-8][a-z-]*");
  private static final Pattern MULTIPLE = Pattern.compile("([0-9]+)xlarge");
  private static final int PROCESSORS_OF_XLARGE = 4;

  private InstanceMemory() {}

  /// In bytes; empty if it is not known.
  static Optional<Long> of(String size) {
    Matcher name = NAME.matcher(size);
    if (!name.matches()) {
      return Optional.empty();
    }
    String family = name.group("family");
    if (BURSTABLE_FAMILY.matcher(family).matches()) {
      return Optional.ofNullable(BURSTABLE.get(name.group("size")))
          .map(mebibytes -> (long) mebibytes << 20);
    }
    Matcher known = FAMILY.matcher(family);
    return known.matches()
        ? processors(name.group("size"))
            .map(count -> (count * (long) SHARES.getOrDefault(known.group("kind"), 0)) << 30)
        : Optional.empty();
  }

  private static Optional<Integer> processors(String size) {
    Matcher multiple = MULTIPLE.matcher(size);
    return switch (size) {
      case "medium" -> Optional.of(1);
      case "large" -> Optional.of(2);
      case "xlarge" -> Optional.of(PROCESSORS_OF_XLARGE);
      default ->
          multiple.matches()
              ? Optional.of(Integer.parseInt(multiple.group(1)) * PROCESSORS_OF_XLARGE)
              : Optional.empty();
    };
  }
}
