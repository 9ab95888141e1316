package io.esform.es;

import io.esform.diag.Diagnostic;
import io.esform.provider.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What a provider must be able to do to carry the portable types. Safe for several threads.
public interface Platform {

  Hosts hosts();

  Names names();

  /// Database servers that it runs by itself; empty when it has none.
  default Optional<Databases> databases() {
    return Optional.empty();
  }

  /// Machines that boot cloud-init user-data.
  interface Hosts {

    /// Makes and starts a host and waits until it is ready. A host that carries this token already
    /// is adopted.
    ///
    /// @throws PlatformException when it could not be made, or did not become ready; says whether
    ///   the next apply can continue
    HostState create(HostSpecification host, String token, Progress progress)
        throws PlatformException;

    /// The id of the host that carries this token; empty when there is none.
    Optional<String> find(String token) throws PlatformException;

    /// Gives the host its new specification (user-data, secrets, size) and waits until it is ready.
    ///
    /// A platform that reaches into a host that runs applies it there: the boot script runs again,
    /// and what serves stays up unless its own configuration changed. Otherwise, and for a host
    /// that is down, by stop, change, start: all of the host is away meanwhile. Nothing of the old
    /// and of the new specification is ever applied at once.
    ///
    /// @throws PlatformException when it was not done, or the host did not become ready
    HostState update(String id, HostSpecification host, Progress progress) throws PlatformException;

    /// Puts right what the platform itself holds of a host, such as its security groups and tags;
    /// the host stays up.
    void adjust(String id, HostPlacement placement, Progress progress) throws PlatformException;

    /// What these hosts are now, in order; null for one that is gone.
    List<@Nullable HostState> read(List<KnownHost> hosts) throws PlatformException;

    /// The host of that id, whoever made it; empty when there is none.
    Optional<FoundHost> look(String id) throws PlatformException;

    /// Removes the host and what it alone uses; one that is gone is a success.
    void delete(KnownHost host, Progress progress) throws PlatformException;
  }

  /// Records in the name service that every host resolves through.
  interface Names {

    /// Makes the record. One that says the same already is taken for it.
    ///
    /// @throws PlatformException when it was not made, such as because there is one that says
    ///   something else
    void create(NameRecord record, Progress progress) throws PlatformException;

    /// Lets the record say this, whatever it says now.
    void put(NameRecord record, Progress progress) throws PlatformException;

    /// Which of these exist, in order, as they are; null for one that is gone.
    List<@Nullable NameRecord> read(List<NameRecord> records) throws PlatformException;

    void delete(NameRecord record, Progress progress) throws PlatformException;

    /// The network whose names a place holds; empty when there is none.
    ///
    /// @param place the platform's id of the network or zone
    Optional<NameNetwork> network(String place) throws PlatformException;
  }

  /// A machine to make.
  ///
  /// @param userData what the machine boots: base64 of the gzipped MIME message
  /// @param secrets file content by name, delivered to `/etc/esform/secrets/NAME` with mode 0600,
  ///   never through user-data
  /// @param inputs files of this machine to deliver before boot: content source by absolute path on
  ///   the host
  /// @param ports what it publishes beyond its network; empty for none
  /// @param generation counts the specifications this host has had; what it reports as ready
  /// @param readyTimeoutSeconds how long to wait for readiness
  record HostSpecification(
      HostPlacement placement,
      String userData,
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

  /// What the platform itself holds of a machine, whatever that boots.
  ///
  /// @param address the instance it stands for, as text
  /// @param name a DNS label, unique in its network: the machine's own host name
  /// @param privateAddress its fixed IPv4 address in the network
  /// @param image the platform's name for the image; null for the platform's default
  /// @param size the platform's name for the size; null for the platform's default
  /// @param diskSize in GiB; null for the image's
  /// @param publicAddress the platform's id of a public address that leads to it; null for none
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

  /// Where a machine stands.
  ///
  /// @param id the platform's id of the network
  /// @param cidr the network's addresses
  /// @param subnets the platform's ids of the network's parts, by their addresses; empty where it
  ///   has none
  /// @param securityGroups what filters this machine's traffic; empty for none
  /// @param instanceProfile as what it acts on the platform; null for nobody
  /// @param keyName whose key may log in; null for nobody's
  record HostNetwork(
      String id,
      String cidr,
      SortedMap<String, String> subnets,
      List<String> securityGroups,
      @Nullable String instanceProfile,
      @Nullable String keyName) {}

  /// A machine that was made.
  record KnownHost(String id, HostPlacement placement) {}

  /// What a platform can do to a host without making it anew.
  ///
  /// @param applying whether a host that runs takes new user-data without a reboot
  /// @param resizing whether a host's size can be changed
  /// @param sources where large files come from
  /// @param publishing whether ports of a host can be had on this machine
  /// @param managedDatabases whether it runs database servers by itself
  /// @param sizes what its names for sizes say
  /// @param inputAdvice how a host gets a large file of this machine nevertheless, in full
  ///   sentences; empty where it is simply given it
  record Abilities(
      boolean applying,
      boolean resizing,
      InputSources sources,
      boolean publishing,
      boolean managedDatabases,
      Sizes sizes,
      String inputAdvice) {

    /// Of a platform whose sizes differ in nothing but size.
    public Abilities(
        boolean applying,
        boolean resizing,
        InputSources sources,
        boolean publishing,
        boolean managedDatabases) {
      this(applying, resizing, sources, publishing, managedDatabases, new Sizes() {}, "");
    }

    /// Of a platform that runs no database servers by itself.
    public Abilities(boolean applying, boolean resizing, InputSources sources, boolean publishing) {
      this(applying, resizing, sources, publishing, false);
    }
  }

  /// What a platform's names for sizes say, without asking it.
  interface Sizes {

    /// Whether a host of one size can become one of the other with the disk that it has.
    ///
    /// @param before null for the provider's own size, as the other
    default boolean isReachable(@Nullable String before, @Nullable String after) {
      return true;
    }

    /// Why a host of this size cannot boot this image, in full sentences; empty when it can, or
    /// when the names do not say.
    ///
    /// @param size null for the provider's own, as the image
    default Optional<String> misfit(@Nullable String size, @Nullable String image) {
      return Optional.empty();
    }
  }

  /// Where a host's large files come from, besides URLs that anybody may fetch.
  enum InputSources {
    /// Files of this machine: they reach a host before it boots.
    FILES,
    /// Objects of S3, by `s3://BUCKET/KEY`: a host fetches them when it boots.
    OBJECTS
  }

  /// A port of the host offered beyond its network, on this machine's loopback address.
  record PublishedPort(int hostPort, int publishedPort) {}

  /// What a platform says of a host.
  ///
  /// @param generation the one it last reported ready; 0 when it never did
  /// @param userDataSha256 of the user-data it has now, as hex
  /// @param running whether it is up, with the size that it should have
  /// @param deviations what the platform holds of it that is not as its placement has it, each in a
  ///   few words; empty for nothing
  record HostState(
      String id,
      String privateAddress,
      int generation,
      String userDataSha256,
      boolean running,
      List<String> deviations) {}

  /// A host of which only its id was known.
  ///
  /// @param network the platform's id of the network it stands in
  /// @param size the platform's name for its size; null for the platform's default, and where sizes
  ///   are not told
  /// @param state with the checksum of the user-data that it really has, and no deviations
  record FoundHost(String network, @Nullable String size, HostState state) {}

  /// One name and what it stands for.
  ///
  /// @param place the platform's id of the network or zone it lives in
  /// @param type `A` or `CNAME`
  /// @param timeToLive how long others may remember it, in seconds
  record NameRecord(String place, String name, String type, List<String> values, int timeToLive) {}

  /// A network with names.
  ///
  /// @param cidr its addresses, such as `10.77.0.0/24`
  /// @param zone the platform's id of the zone that holds the names; null where networks do
  record NameNetwork(String id, String cidr, @Nullable String zone) {}

  /// A platform's refusal or failure, already in words for the user.
  class PlatformException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;
    private final @Nullable String id;
    private final boolean unfinished;

    /// @param id of the object that exists nevertheless; null when none does
    public PlatformException(Diagnostic diagnostic, @Nullable String id) {
      this(diagnostic, id, false);
    }

    /// @param id of the object that exists nevertheless; null when none does, or nobody knows
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

    /// Of a creation: whether it may still come to its end, so that the next apply continues it:
    /// its object is still coming up, or nobody knows whether a call was carried out.
    public boolean isUnfinished() {
      return unfinished;
    }
  }
}
