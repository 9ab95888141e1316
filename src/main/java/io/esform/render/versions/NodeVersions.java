package io.esform.render.versions;

import io.esform.render.pack.PackFacts;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The versions on one node. A part that is null is unknown.
///
/// @param server the version of its MySQL server, such as `8.4`
public record NodeVersions(
    @Nullable Pack pack, @Nullable Java java, @Nullable Driver driver, @Nullable String server) {

  /// @param file the name of the pack's file
  public record Pack(String file, PackFacts facts) {

    @Override
    public String toString() {
      String kernel = facts.kernel() == null ? "" : ", kernel " + facts.kernel();
      return "the pack %s (%s%s)".formatted(file, facts.product(), kernel);
    }
  }

  /// @param name of the archive or of the Debian package
  /// @param delivered whether it comes from an archive
  public record Java(JavaVersion version, String name, boolean delivered) {

    @Override
    public String toString() {
      return "Java %s (%s %s)".formatted(version.text(), delivered ? "archive" : "package", name);
    }
  }

  /// @param file the name of the driver's file
  /// @param urlParameters the names of the parameters of the node's JDBC URLs
  public record Driver(String file, DriverJar jar, Set<String> urlParameters) {

    public Driver {
      urlParameters = Set.copyOf(urlParameters);
    }

    @Override
    public String toString() {
      return "the JDBC driver "
          + file
          + (jar.version() == null ? "" : " (version " + jar.version() + ")");
    }
  }
}
