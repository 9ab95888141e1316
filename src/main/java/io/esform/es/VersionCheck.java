package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.render.pack.PackFacts;
import io.esform.render.pack.PackFiles;
import io.esform.render.versions.DriverJar;
import io.esform.render.versions.JavaArchive;
import io.esform.render.versions.JavaVersion;
import io.esform.render.versions.Misfit;
import io.esform.render.versions.NodeVersions;
import io.esform.render.versions.NodeVersions.Driver;
import io.esform.render.versions.NodeVersions.Java;
import io.esform.render.versions.NodeVersions.Pack;
import io.esform.render.versions.VersionMatrix;
import io.esform.value.AttributePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the versions of a node's pack, Java and JDBC driver from the files on this machine, and
/// reports those that do not fit each other. Each file is read once. Thread-safe.
final class VersionCheck {

  private final InputFiles files;
  private final Map<Key, Finding<PackFacts>> packs = new ConcurrentHashMap<>();
  private final Map<Key, Finding<JavaArchive>> javas = new ConcurrentHashMap<>();
  private final Map<Key, Finding<DriverJar>> drivers = new ConcurrentHashMap<>();

  VersionCheck(InputFiles files) {
    this.files = files;
  }

  /// @param className of a driver; empty for other files
  private record Key(Path file, String sha256, String className) {

    private String name() {
      return String.valueOf(file.getFileName());
    }
  }

  /// @param value null if it is unknown
  /// @param fault of the file; null for none
  private record Finding<T>(@Nullable T value, @Nullable Fault fault) {

    private static <T> Finding<T> of(@Nullable T value) {
      return new Finding<>(value, null);
    }

    private static <T> Finding<T> fault(String summary, String detail) {
      return new Finding<>(null, new Fault(summary, detail));
    }

    private Stream<AttributeDiagnostic> faultAt(AttributePath path) {
      return fault == null
          ? Stream.empty()
          : Stream.of(new AttributeDiagnostic(path, fault.summary(), fault.detail(), true));
    }
  }

  private record Fault(String summary, String detail) {}

  /// The faults of the files of Java and the driver, and of versions that do not fit each other.
  /// The local inputs of the host match their checksums.
  List<AttributeDiagnostic> faults(Arguments host) {
    var faults = new ArrayList<AttributeDiagnostic>();
    var inputs = NodeInputs.of(host);
    inputs.java().stream()
        .flatMap(java -> find(java).faultAt(java.block().at("source")))
        .forEach(faults::add);
    inputs.driver().stream()
        .flatMap(driver -> findDriver(driver).faultAt(driver.block().at("source")))
        .forEach(faults::add);
    for (Misfit misfit : VersionMatrix.misfits(versions(host))) {
      faults.add(
          new AttributeDiagnostic(
              path(host, misfit.part()), "Versions do not fit", misfit.detail(), true));
    }
    return faults;
  }

  /// Versions that the publisher of the pack does not support; under the same condition.
  List<String> notes(Arguments host) {
    return VersionMatrix.notes(versions(host));
  }

  private static AttributePath path(Arguments host, Misfit.Part part) {
    AttributePath driver = host.requiredBlock("database").at("driver");
    return switch (part) {
      case JAVA ->
          host.block(NodeInputs.JAVA)
              .map(java -> java.at("source"))
              .orElseGet(() -> host.requiredBlock("pack").at("java_package"));
      case DRIVER -> driver.attribute("source");
      case DRIVER_CLASS -> driver.attribute("class");
    };
  }

  private NodeVersions versions(Arguments host) {
    var inputs = NodeInputs.of(host);
    return new NodeVersions(
        inputs.pack().flatMap(this::pack).orElse(null),
        inputs.java().isPresent()
            ? inputs.java().flatMap(this::delivered).orElse(null)
            : ofPackage(host).orElse(null),
        inputs.driver().flatMap(driver -> driver(host, driver)).orElse(null),
        host.requiredBlock("database").text("server_version").orElse(null));
  }

  /// The name of the product of the pack, without its version; empty if it is unknown or the pack
  /// is not on this machine.
  Optional<String> product(Arguments host) {
    return NodeInputs.of(host).pack().flatMap(this::pack).flatMap(pack -> pack.facts().name());
  }

  private Optional<Pack> pack(Input input) {
    return Optional.ofNullable(read(packs, input, "", this::readPack).value())
        .map(facts -> new Pack(name(input), facts));
  }

  private Optional<Java> delivered(Input input) {
    return Optional.ofNullable(find(input).value())
        .flatMap(archive -> Optional.ofNullable(archive.version()))
        .map(version -> new Java(version, name(input), true));
  }

  /// The version of a Java in the host's image is unknown.
  private static Optional<Java> ofPackage(Arguments host) {
    Arguments pack = host.requiredBlock("pack").withDefaults(NodeSchema.PACK);
    String name = pack.requiredText("java_package");
    return pack.isSet("java_home")
        ? Optional.empty()
        : JavaVersion.ofPackage(name).map(version -> new Java(version, name, false));
  }

  private Optional<Driver> driver(Arguments host, Input input) {
    Arguments database = host.requiredBlock("database").withDefaults(NodeSchema.DATABASE);
    return Optional.ofNullable(findDriver(input).value())
        .map(jar -> new Driver(name(input), jar, database.textsByKey("url_parameters").keySet()));
  }

  private Finding<JavaArchive> find(Input java) {
    return read(javas, java, "", this::readJava);
  }

  private Finding<DriverJar> findDriver(Input driver) {
    String className = driver.block().withDefaults(NodeSchema.DRIVER).requiredText("class");
    return read(drivers, driver, className, this::readDriver);
  }

  private <T> Finding<T> read(
      Map<Key, Finding<T>> known, Input input, String className, Function<Key, Finding<T>> read) {
    return input
        .content(files)
        .map(file -> known.computeIfAbsent(new Key(file, input.sha256(), className), read))
        .orElse(Finding.of(null));
  }

  /// {@link PackCheck} reports the faults of a pack.
  private Finding<PackFacts> readPack(Key key) {
    try (PackFiles pack = files.pack(key.file())) {
      return Finding.of(PackFacts.of(pack).orElse(null));
    } catch (IOException _) {
      return Finding.of(null);
    }
  }

  private Finding<JavaArchive> readJava(Key key) {
    try {
      JavaArchive archive =
          JavaArchive.of(files.entries(key.file(), JavaArchive::isWanted)).orElse(null);
      if (archive == null) {
        return Finding.fault(
            "Not an archive of Java",
            "The archive %s contains no bin/java. Use the tar.gz or zip archive of a JDK or JRE for Linux."
                .formatted(key.name()));
      }
      return archive.forMac()
          ? Finding.fault(
              "Java for another system",
              "The Java in %s is for macOS. Hosts run Linux: use its archive for Linux."
                  .formatted(key.name()))
          : Finding.of(archive);
    } catch (IOException failure) {
      return Finding.fault(
          "Archive of Java not readable",
          "The archive %s cannot be read: %s. Use the tar.gz or zip archive of a JDK or JRE for Linux."
              .formatted(key.name(), failure.getMessage()));
    }
  }

  private Finding<DriverJar> readDriver(Key key) {
    try {
      return Finding.of(
          DriverJar.of(
              files.entries(key.file(), path -> DriverJar.isWanted(path, key.className())),
              key.className()));
    } catch (IOException failure) {
      return Finding.fault(
          "JDBC driver not readable",
          "The driver %s cannot be read: %s. Use the jar of the driver."
              .formatted(key.name(), failure.getMessage()));
    }
  }

  private String name(Input input) {
    return String.valueOf(input.content(files).orElse(input.file()).getFileName());
  }
}
