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
/// @param carbon the database of the node (local registry); null for the H2 database of the pack.
///   Not shared with other nodes unless configured.
/// @param users users, roles and permissions
/// @param registry the registry that all nodes mount
/// @param identity the database of the identity provider
/// @param social comments and ratings
/// @param storage null for no datasource, as in version 2.0.0
public record Databases(
    @Nullable Database carbon,
    Database users,
    Database registry,
    Database identity,
    Database social,
    @Nullable Database storage) {

  /// The same databases with other values; see {@link CarbonNode#sample}.
  Databases sample() {
    return new Databases(
        carbon == null ? null : Database.SAMPLE,
        Database.SAMPLE,
        Database.SAMPLE,
        Database.SAMPLE,
        Database.SAMPLE,
        storage == null ? null : Database.SAMPLE);
  }

  /// The connection of a node to a MySQL (or compatible) database.
  ///
  /// @param host name or address
  /// @param name the name of the database (`ES_regdb`)
  /// @param passwordSecret the name of the secret (letters, digits, `_`, `.`, `-`), resolved when
  ///   the change is applied
  /// @param driverClass the class of the JDBC driver in `repository/components/lib` of the node
  /// @param urlParameters parameters for the URL in key order (`autoReconnect=true`),
  ///   percent-encoded
  public record Database(
      String host,
      int port,
      String name,
      String user,
      String passwordSecret,
      String driverClass,
      SortedMap<String, String> urlParameters,
      Pool pool) {

    private static final Database SAMPLE =
        new Database(
            "database.example.com",
            3306,
            "db",
            "user",
            "database_password",
            "com.mysql.cj.jdbc.Driver",
            new TreeMap<>(),
            Pool.standard());

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
  /// @param maxWaitMilliseconds the time that a borrower waits
  /// @param validationIntervalMilliseconds the time for which a validation is valid
  public record Pool(
      int maxActive,
      int maxWaitMilliseconds,
      boolean testOnBorrow,
      String validationQuery,
      int validationIntervalMilliseconds) {

    /// The values in WSO2's clustering guide.
    public static Pool standard() {
      return new Pool(50, 60_000, true, "SELECT 1", 30_000);
    }
  }
}
