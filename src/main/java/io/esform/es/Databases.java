package io.esform.es;

import io.esform.es.Platform.PlatformException;
import io.esform.provider.Progress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The managed database servers of a platform. Their ids are their names. Thread-safe.
public interface Databases {

  /// Creates a server and waits until it is available. Adopts a server of that name that carries
  /// this token; fails if it carries another.
  ///
  /// @throws PlatformException when it could not be created, or did not become available
  DatabaseState create(DatabaseSpecification database, String token, Progress progress)
      throws PlatformException;

  /// The id of the server of that name if it carries this token; empty when there is none.
  Optional<String> find(String name, String token) throws PlatformException;

  /// Changes the server to the specification at once, and waits until it is available. The server
  /// may be unavailable meanwhile.
  ///
  /// @param password the new password; null for no change
  DatabaseState update(DatabaseSpecification database, @Nullable String password, Progress progress)
      throws PlatformException;

  /// The current states, in order; null for a server that no longer exists.
  List<@Nullable DatabaseState> read(List<DatabaseSpecification> databases)
      throws PlatformException;

  /// Whether a server of that name exists, regardless of who created it.
  boolean exists(String name) throws PlatformException;

  /// Removes the server and waits until it is removed; succeeds if it no longer exists. Keeps a
  /// final snapshot unless the specification skips it.
  void delete(DatabaseSpecification database, Progress progress) throws PlatformException;

  /// The specification of a server.
  ///
  /// @param address of its instance, as text
  /// @param name unique in the account and region
  /// @param size the platform's name for its size
  /// @param diskSize in GiB
  /// @param user the master user
  /// @param password of the master user
  /// @param securityGroups that filter its traffic; empty for the network's default
  /// @param deletionProtection whether the platform refuses to remove it
  record DatabaseSpecification(
      String address,
      String name,
      String size,
      int diskSize,
      String user,
      String password,
      List<String> securityGroups,
      boolean deletionProtection,
      ManagedSettings settings) {

    public DatabaseSpecification {
      securityGroups = List.copyOf(securityGroups);
    }

    /// Hides the password.
    @Override
    public String toString() {
      return "DatabaseSpecification[" + name + "]";
    }
  }

  /// Settings of managed servers only.
  ///
  /// @param engineVersion any version with this prefix matches: `8.4`; empty for the server's
  ///   current version
  /// @param backupRetentionPeriod in days; 0 for no backups
  /// @param backupWindow null for the platform's choice, as for the other settings
  /// @param skipFinalSnapshot whether to remove it without a final snapshot
  /// @param lifecycleSupport behaviour after the end of the version's standard support; null if the
  ///   platform does not report it
  record ManagedSettings(
      String engineVersion,
      String storageType,
      boolean multiAz,
      int backupRetentionPeriod,
      @Nullable String backupWindow,
      @Nullable String maintenanceWindow,
      @Nullable String parameterGroupName,
      String subnetGroupName,
      boolean skipFinalSnapshot,
      @Nullable String kmsKeyId,
      @Nullable String lifecycleSupport) {}

  /// The state of a server as read from the platform.
  ///
  /// @param endpoint its DNS name; empty while it has none
  /// @param available whether it accepts connections
  /// @param found the settings as read; those equal to the specification keep its spelling
  /// @param deviations other differences from the specification, each a short phrase; empty for
  ///   none
  /// @param serverId unique to this server, even if its name is used again; empty while unknown
  record DatabaseState(
      String endpoint,
      boolean available,
      DatabaseSpecification found,
      List<String> deviations,
      String serverId) {

    public DatabaseState {
      deviations = List.copyOf(deviations);
    }
  }
}
