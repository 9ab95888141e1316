package io.esform.es;

import io.esform.diag.Diagnostic;
import io.esform.es.status.HostReport;
import io.esform.provider.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The operations that a provider implements for the portable types. Thread-safe.
public interface Platform {

  Hosts hosts();

  NameService names();

  /// The managed database servers; empty when the platform has none.
  default Optional<Databases> databases() {
    return Optional.empty();
  }

  /// Machines that boot cloud-init user-data.
  interface Hosts {

    /// Creates and starts a host and waits until it is ready. Adopts an existing host that carries
    /// this token.
    ///
    /// @throws PlatformException when it could not be created, or did not become ready; reports
    ///   whether the next apply can continue
    HostState create(HostSpecification host, String token, Progress progress)
        throws PlatformException;

    /// The id of the host that carries this token; empty for none.
    Optional<String> find(String token) throws PlatformException;

    /// Applies the new specification of the host (user-data, secrets, size) and waits until it is
    /// ready.
    ///
    /// A platform that can access a running host applies the specification there: the boot script
    /// runs again, and services stay up unless their own configuration changed. Otherwise, and for
    /// a host that is down, the platform stops, changes and starts the host, which is unavailable
    /// meanwhile. The old and the new specification are never applied at the same time.
    ///
    /// @throws PlatformException when the update failed, or the host did not become ready
    HostState update(String id, HostSpecification host, Progress progress) throws PlatformException;

    /// Corrects the platform's settings of a host, such as security groups and tags; the host stays
    /// up.
    void adjust(String id, HostPlacement placement, Progress progress) throws PlatformException;

    /// The current states of these hosts, in order; null for one that no longer exists.
    List<@Nullable HostState> read(List<KnownHost> hosts) throws PlatformException;

    /// The current states of these hosts as {@link #read}, after all their probes have run, also
    /// those that log in or write. As `read` where the platform has no path to hosts.
    default List<@Nullable HostState> probe(List<KnownHost> hosts) throws PlatformException {
      return read(hosts);
    }

    /// The host with that id, regardless of who created it; empty for none.
    Optional<FoundHost> look(String id) throws PlatformException;

    /// Removes the host and objects that only it uses; succeeds if the host no longer exists.
    void delete(KnownHost host, Progress progress) throws PlatformException;
  }

  /// Records in the name service that all hosts use.
  interface NameService {

    /// Creates the record. Adopts a record with the same values.
    ///
    /// @throws PlatformException when it could not be created, for example because a record with
    ///   other values exists
    void create(NameRecord record, Progress progress) throws PlatformException;

    /// Sets the record, and replaces an existing one.
    void put(NameRecord record, Progress progress) throws PlatformException;

    /// The current records, in order; null for one that no longer exists.
    List<@Nullable NameRecord> read(List<NameRecord> records) throws PlatformException;

    void delete(NameRecord record, Progress progress) throws PlatformException;

    /// The network of the names in that place; empty for none.
    ///
    /// @param place the platform's id of the network or zone
    Optional<NameNetwork> network(String place) throws PlatformException;
  }

  /// The specification of a machine.
  ///
  /// @param userData boot data of the machine: base64 of the gzipped MIME message
  /// @param bundle the files that it installs when it boots; null when the user-data contains them
  /// @param secrets file content by name, delivered to `/etc/esform/secrets/NAME` with mode 0600,
  ///   never through user-data
  /// @param inputs files of this machine to deliver before boot: content source by absolute path on
  ///   the host
  /// @param ports published beyond its network; empty for none
  /// @param generation the number of the host's specifications so far; the host reports it when
  ///   ready
  /// @param readyTimeoutSeconds time limit until the host is ready
  record HostSpecification(
      HostPlacement placement,
      String userData,
      @Nullable HostBundle bundle,
      SortedMap<String, String> secrets,
      SortedMap<String, Path> inputs,
      List<PublishedPort> ports,
      int generation,
      int readyTimeoutSeconds) {

    public String name() {
      return placement.name();
    }

    public String privateAddress() {
      return placement.privateAddress();
    }
  }

  /// An archive that a machine needs when it boots. The place contains the checksum, so that every
  /// content has another place, and machines with the same content share one.
  ///
  /// @param base64 the archive in base64
  /// @param sha256 of the archive, as hex
  /// @param place where the machine finds it: an absolute path on the machine, or an object of S3
  ///   as `s3://BUCKET/KEY`
  record HostBundle(String base64, String sha256, String place) {}

  /// The platform's settings of a machine, independent of its boot data.
  ///
  /// @param address of its instance, as text
  /// @param name a DNS label, unique in its network: the machine's host name
  /// @param privateAddress its fixed IPv4 address in the network
  /// @param image the platform's name for the image; null for the platform's default
  /// @param size the platform's name for the size; null for the platform's default
  /// @param diskSize in GiB; null for the image's default
  /// @param publicAddress the platform's id of its public address; null for none
  /// @param deletionProtection whether the platform refuses to remove it
  record HostPlacement(
      String address,
      String name,
      HostNetwork network,
      String privateAddress,
      @Nullable String image,
      @Nullable String size,
      @Nullable Integer diskSize,
      @Nullable String publicAddress,
      boolean deletionProtection) {}

  /// The network of a machine.
  ///
  /// @param id the platform's id of the network
  /// @param cidr the network's addresses
  /// @param subnets the platform's ids of the subnets, by CIDR; empty where the platform has none
  /// @param securityGroups that filter the machine's traffic; empty for none
  /// @param instanceProfile its identity on the platform; null for none
  /// @param keyName the key pair for logins; null for none
  record HostNetwork(
      String id,
      String cidr,
      SortedMap<String, String> subnets,
      List<String> securityGroups,
      @Nullable String instanceProfile,
      @Nullable String keyName) {}

  /// An existing machine.
  record KnownHost(String id, HostPlacement placement) {}

  /// The changes to hosts that a platform supports without recreating them, and its other
  /// abilities.
  ///
  /// @param applying whether a running host accepts new user-data without a reboot
  /// @param resizing whether a host's size can be changed
  /// @param sources where large files come from; a bundle comes from the same kind of source
  /// @param publishing whether ports of a host can be published on this machine
  /// @param managedDatabases whether it offers managed database servers
  /// @param sizes its size names
  /// @param inputAdvice advice, in full sentences, for delivering a large file of this machine when
  ///   `sources` does not include these; empty otherwise
  record Abilities(
      boolean applying,
      boolean resizing,
      InputSources sources,
      boolean publishing,
      boolean managedDatabases,
      Sizes sizes,
      String inputAdvice) {

    /// For a platform without rules for its sizes.
    public Abilities(
        boolean applying,
        boolean resizing,
        InputSources sources,
        boolean publishing,
        boolean managedDatabases) {
      this(applying, resizing, sources, publishing, managedDatabases, new Sizes() {}, "");
    }

    /// For a platform without managed database servers.
    public Abilities(boolean applying, boolean resizing, InputSources sources, boolean publishing) {
      this(applying, resizing, sources, publishing, false);
    }
  }

  /// Knowledge about the size names of a platform, without a call to it.
  interface Sizes {

    /// Whether a host of one size can be resized to the other and keep its disk.
    ///
    /// @param before null for the provider's default size, as for `after`
    default boolean isReachable(@Nullable String before, @Nullable String after) {
      return true;
    }

    /// The memory of a host of this size in bytes; empty when it is unknown.
    ///
    /// @param size null for the provider's default; also the name of a managed server's size
    default Optional<Long> memory(@Nullable String size) {
      return Optional.empty();
    }

    /// Describes in messages the size of a host that names none.
    default String ofDefault() {
      return "the default size";
    }

    /// The reason why a host of this size cannot boot this image, in full sentences; empty when it
    /// can, or when the names do not show it.
    ///
    /// @param size null for the provider's default, as for `image`
    default Optional<String> misfit(@Nullable String size, @Nullable String image) {
      return Optional.empty();
    }
  }

  /// The sources of a host's large files, in addition to public URLs.
  enum InputSources {
    /// Files of this machine, copied to a host before it boots.
    FILES,
    /// Objects of S3, by `s3://BUCKET/KEY`; a host fetches them when it boots.
    OBJECTS
  }

  /// A port of the host offered beyond its network, on this machine's loopback address.
  record PublishedPort(int hostPort, int publishedPort) {}

  /// The state of a host as read from the platform.
  ///
  /// @param generation the last one that it reported as ready; 0 for none
  /// @param userDataSha256 of its current user-data, as hex
  /// @param running whether it is up and has its configured size
  /// @param deviations differences of the platform's settings from its placement, each a short
  ///   phrase; empty for none
  /// @param problems reasons why it does not serve although it is up, each a short phrase; empty
  ///   for none
  /// @param report its status document; null if it has none
  /// @param warnings about its reports, for the user
  record HostState(
      String id,
      String privateAddress,
      int generation,
      String userDataSha256,
      boolean running,
      List<String> deviations,
      List<String> problems,
      @Nullable HostReport report,
      List<Diagnostic> warnings) {

    /// Of a host without warnings.
    public HostState(
        String id,
        String privateAddress,
        int generation,
        String userDataSha256,
        boolean running,
        List<String> deviations,
        List<String> problems,
        @Nullable HostReport report) {
      this(
          id,
          privateAddress,
          generation,
          userDataSha256,
          running,
          deviations,
          problems,
          report,
          List.of());
    }

    /// Of a host without a status document.
    public HostState(
        String id,
        String privateAddress,
        int generation,
        String userDataSha256,
        boolean running,
        List<String> deviations) {
      this(id, privateAddress, generation, userDataSha256, running, deviations, List.of(), null);
    }
  }

  /// A host that was found by its id.
  ///
  /// @param network the platform's id of its network
  /// @param size the platform's name for its size; null for the platform's default, and where the
  ///   platform does not report sizes
  /// @param state with the checksum of its actual user-data, and no deviations
  record FoundHost(String network, @Nullable String size, HostState state) {}

  /// A name and its values.
  ///
  /// @param place the platform's id of its network or zone
  /// @param type `A` or `CNAME`
  /// @param timeToLive cache time in seconds
  record NameRecord(String place, String name, String type, List<String> values, int timeToLive) {}

  /// A network with names.
  ///
  /// @param cidr its addresses, such as `10.77.0.0/24`
  /// @param zone the platform's id of the zone with the names; null where the network itself has
  ///   names
  record NameNetwork(String id, String cidr, @Nullable String zone) {}

  /// A refusal or failure of a platform, with a diagnostic for the user.
  class PlatformException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;
    private final @Nullable String id;
    private final boolean unfinished;

    /// @param id of the object that exists despite the failure; null for none
    public PlatformException(Diagnostic diagnostic, @Nullable String id) {
      this(diagnostic, id, false);
    }

    /// @param id of the object that exists despite the failure; null when none exists, or when that
    ///   is unknown
    /// @param unfinished see {@link #isUnfinished}
    public PlatformException(Diagnostic diagnostic, @Nullable String id, boolean unfinished) {
      super(diagnostic.summary() + ": " + diagnostic.detail());
      this.diagnostic = diagnostic;
      this.id = id;
      this.unfinished = unfinished;
    }

    public Diagnostic diagnostic() {
      return diagnostic;
    }

    public @Nullable String id() {
      return id;
    }

    /// For a creation: whether it may still succeed, so that the next apply continues it. Either
    /// its object is still starting, or the result of a call is unknown.
    public boolean isUnfinished() {
      return unfinished;
    }
  }
}
