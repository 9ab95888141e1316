package io.esform.es;

import io.esform.es.Platform.PlatformException;
import io.esform.provider.Progress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Database servers that a platform runs by itself. Their ids are their names. Safe for several
/// threads.
public interface Databases {

  /// Makes a server and waits until it can be used. One of that name that carries this token
  /// already is adopted; any other is a failure.
  ///
  /// @throws PlatformException when it could not be made, or did not become available
  DatabaseState create(DatabaseSpecification database, String token, Progress progress)
      throws PlatformException;

  /// The id of the server of that name if it carries this token; empty when there is none.
  Optional<String> find(String name, String token) throws PlatformException;

  /// Lets the server be as specified, at once, and waits until it is. It may be away meanwhile.
  ///
  /// @param password to set; null when it stays as it is
  DatabaseState update(DatabaseSpecification database, @Nullable String password, Progress progress)
      throws PlatformException;

  /// What these are now, in order; null for one that is gone.
  List<@Nullable DatabaseState> read(List<DatabaseSpecification> databases)
      throws PlatformException;

  /// Whether there is a server of that name, whoever made it.
  boolean exists(String name) throws PlatformException;

  /// Removes the server and waits until it is gone; one that is gone is a success. A last snapshot
  /// is kept unless the specification has none of it.
  void delete(DatabaseSpecification database, Progress progress) throws PlatformException;

  /// A server to make.
  ///
  /// @param address the instance it stands for, as text
  /// @param name unique in the account and region
  /// @param size the platform's name for its size
  /// @param diskSize in GiB
  /// @param user the master user
  /// @param password that user's
  /// @param securityGroups what filters its traffic; empty for the network's own
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

    /// It has a password in it.
    @Override
    public String toString() {
      return "DatabaseSpecification[" + name + "]";
    }
  }

  /// What only managed servers have.
  ///
  /// @param engineVersion any version that begins with it will do: `8.4`; empty for whatever the
  ///   server has
  /// @param backupRetentionPeriod in days; 0 for no backups
  /// @param backupWindow null for the platform's choice, as the others
  /// @param skipFinalSnapshot whether nothing is kept of it when it is removed
  /// @param lifecycleSupport what follows the end of the version's standard support; null where the
  ///   platform does not say
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

  /// What a platform says of a server.
  ///
  /// @param endpoint the name that it is reached by; empty while it has none
  /// @param available whether it can be used
  /// @param found as it is, in the words of the specification wherever that is the same
  /// @param deviations what else is not as specified, each in a few words; empty for nothing
  /// @param serverId never another server's, whatever its name; empty while it is not known
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
