package io.esform.render.patch;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import org.jspecify.annotations.Nullable;

/// Checks that the kernel of a pack can form a cluster. The script on the host checks the same.
public final class ClusteringCheck {

  private ClusteringCheck() {}

  /// Reports the error "Change does not fit the pack" for a kernel without Hazelcast: a member of a
  /// cluster would end with a fatal error.
  ///
  /// @param kernel the version of the bundle `org.wso2.carbon.core`; null for a pack without
  ///   bundles, which is not checked
  /// @param hazelcast the version of the bundle `hazelcast`, or null
  public static Diagnostics check(@Nullable String kernel, @Nullable String hazelcast) {
    if (kernel == null || hazelcast != null) {
      return Diagnostics.none();
    }
    return Diagnostics.of(
        Diagnostic.error(
            "Change does not fit the pack",
            """
            The pack's kernel %s has no Hazelcast: expected a bundle hazelcast_*.jar in \
            repository/components/plugins, found none. Its nodes cannot form a cluster. Use a pack \
            whose kernel has Hazelcast, such as 4.7.1.\
            """
                .formatted(kernel)));
  }
}
