package io.esform.render.carbon;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The databases of a node.
///
/// @param carbon the node's own (local registry); null for the H2 database that comes with the
///   pack. Never to be shared with another node unless asked for.
/// @param users users, roles and permissions
/// @param registry the registry that all nodes mount
/// @param identity the identity provider's
/// @param social comments and ratings
/// @param storage null for no datasource, which is what 2.0.0 needs
public record Databases(
    @Nullable Database carbon,
    Database users,
    Database registry,
    Database identity,
    Database social,
    @Nullable Database storage) {

  /// One MySQL (or compatible) database as a node reaches it.
  ///
  /// @param host name or address
  /// @param name of the database (`ES_regdb`)
  /// @param passwordSecret the secret's name (letters, digits, `_`, `.`, `-`), looked up where the
  ///   change is applied
  /// @param driverClass of the JDBC driver in the node's `repository/components/lib`
  /// @param urlParameters appended to the URL in key order (`autoReconnect=true`), percent-encoded
  public record Database(
      String host,
      int port,
      String name,
      String user,
      String passwordSecret,
      String driverClass,
      SortedMap<String, String> urlParameters,
      Pool pool) {

    public Database {
      urlParameters = Collections.unmodifiableSortedMap(new TreeMap<>(urlParameters));
      SecretName.check(passwordSecret);
    }

    /// Returns the JDBC URL, unescaped.
    public String url() {
      var base = "jdbc:mysql://" + host + ":" + port + "/" + name;
      return urlParameters.isEmpty()
          ? base
          : urlParameters.entrySet().stream()
              .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
              .collect(Collectors.joining("&", base + "?", ""));
    }

    private static String encode(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }

  /// A connection pool (Tomcat JDBC).
  ///
  /// @param maxWaitMilliseconds how long a borrower waits
  /// @param validationIntervalMilliseconds how long a validated connection counts as good
  public record Pool(
      int maxActive,
      int maxWaitMilliseconds,
      boolean testOnBorrow,
      String validationQuery,
      int validationIntervalMilliseconds) {

    /// The values of WSO2's clustering guide.
    public static Pool standard() {
      return new Pool(50, 60_000, true, "SELECT 1", 30_000);
    }
  }
}
