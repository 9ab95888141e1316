package io.esform.providers.aws.hosts;

import io.esform.es.Platform.Sizes;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The processor architectures of EC2's instance types, by their names: the types with AWS's own
/// processors have a `g` after the generation, as in `t4g` and `c7gn`; the first were `a1`.
///
/// Source: "Amazon EC2 instance type naming conventions" in AWS's guide.
public final class Architectures implements Sizes {

  static final String ARM = "arm64";
  static final String X86 = "x86_64";

  private static final Pattern ARM_FAMILY = Pattern.compile("a1|[a-z]+[0-9]+g[a-z0-9-]*");
  private static final Pattern ARM_IMAGE = Pattern.compile("arm64|aarch64");
  private static final Pattern X86_IMAGE = Pattern.compile("amd64|x86_64");
  private static final Pattern BURSTABLE = Pattern.compile("t[0-9][a-z]*\\..*");

  static String of(String size) {
    return ARM_FAMILY.matcher(size.split("\\.", 2)[0]).matches() ? ARM : X86;
  }

  /// Whether the size uses CPU credits.
  static boolean isBurstable(String size) {
    return BURSTABLE.matcher(size).matches();
  }

  @Override
  public boolean isReachable(@Nullable String before, @Nullable String after) {
    return before == null || after == null || of(before).equals(of(after));
  }

  @Override
  public Optional<Long> memory(@Nullable String size) {
    return size == null ? Optional.empty() : InstanceMemory.of(size);
  }

  /// Checks only parameters, whose names contain the architecture.
  @Override
  public Optional<String> misfit(@Nullable String size, @Nullable String image) {
    if (size == null || image == null || !image.startsWith(Images.PARAMETER)) {
      return Optional.empty();
    }
    Pattern others = of(size).equals(ARM) ? X86_IMAGE : ARM_IMAGE;
    return others.matcher(image).find() ? Optional.of(text(size, image)) : Optional.empty();
  }

  static String text(String size, String image) {
    return ("The size \"%s\" has %s processors, but the image \"%s\" is for others. Choose another"
            + " size, or an image for %2$s.")
        .formatted(size, of(size), image);
  }
}
