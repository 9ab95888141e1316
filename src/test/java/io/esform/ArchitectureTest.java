package io.esform;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Checks the imports between packages.
@AnalyzeClasses(packages = "io.esform", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String AWS = "io.esform.providers.aws";
  private static final List<String> LEAVES = List.of("diag", "value", "schema", "address", "task");

  /// The other rooms that a room may import, in addition to leaves.
  private static final Map<String, List<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("apply", List.of("plan", "state", "provider")),
          Map.entry("plan", List.of("config", "eval", "state", "provider")),
          Map.entry("config", List.of("lang", "eval")),
          Map.entry("eval", List.of("lang.ast")),
          Map.entry("lang", List.of()),
          Map.entry("provider", List.of()),
          Map.entry("es", List.of("provider", "render")),
          Map.entry("providers.local", List.of("provider", "es")),
          Map.entry("providers.aws", List.of("provider", "es")),
          Map.entry("providers.builtin", List.of("provider")),
          Map.entry("state", List.of()),
          Map.entry("render", List.of()),
          Map.entry("schema", List.of()),
          Map.entry("value", List.of()),
          Map.entry("address", List.of()),
          Map.entry("diag", List.of()),
          Map.entry("task", List.of()));

  /// The leaves that a leaf may import.
  private static final Map<String, List<String>> LEAF_MAY_IMPORT =
      Map.of(
          "schema", List.of("value", "diag"),
          "value", List.of("diag"),
          "address", List.of("diag"),
          "diag", List.of(),
          "task", List.of());

  /// The other rooms that a room of the provider `aws` may import. Only rooms that list the
  /// portable room may import it. No room imports the parent room.
  private static final Map<String, List<String>> AWS_MAY_IMPORT =
      Map.ofEntries(
          Map.entry("call", List.of()),
          Map.entry("type", List.of("call")),
          Map.entry("parameters", List.of("call", "type")),
          Map.entry("identity", List.of("call", "type")),
          Map.entry("names", List.of("call", "type")),
          Map.entry("secrets", List.of("call", "type")),
          Map.entry("storage", List.of("call", "type", "es")),
          Map.entry("ec2", List.of("call", "type", "es")),
          Map.entry("database", List.of("call", "type", "es")),
          Map.entry("records", List.of("call", "es")),
          Map.entry("hosts", List.of("call", "ec2", "es")));

  @ArchTest
  static void aRoomImportsOnlyTheRoomsBelowIt(JavaClasses all) {
    MAY_IMPORT.forEach((room, below) -> {
      List<String> allowed = new ArrayList<>(below);
      allowed.add(room);
      allowed.addAll(LEAF_MAY_IMPORT.getOrDefault(room, LEAVES));
      noClasses()
          .that(resideInAPackage("io.esform." + room + ".."))
          .should()
          .dependOnClassesThat(esformOutside(allowed))
          .because("the room " + room + " may import only " + allowed)
          .check(all);
    });
  }

  @ArchTest
  static void aRoomOfAwsImportsOnlyTheRoomsBelowIt(JavaClasses all) {
    AWS_MAY_IMPORT.forEach((room, below) -> {
      List<String> allowed =
          Stream.concat(Stream.of(room), below.stream())
              .map(name -> name.equals("es") ? "io.esform.es.." : AWS + "." + name + "..")
              .toList();
      noClasses()
          .that(resideInAPackage(AWS + "." + room + ".."))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(AWS + "..", "io.esform.es..")
                  .and(DescribedPredicate.not(resideInAnyPackage(allowed.toArray(String[]::new)))))
          .because("the room " + room + " of aws may import only " + allowed)
          .check(all);
    });
  }

  @ArchTest
  static void everyRoomOfAwsHasItsPlace(JavaClasses all) {
    assertThat(all)
        .filteredOn(resideInAPackage(AWS + ".*.."))
        .extracting(type -> type.getPackageName().substring(AWS.length() + 1).split("\\.", 2)[0])
        .allMatch(AWS_MAY_IMPORT::containsKey);
  }

  @ArchTest
  static void everyPackageBelongsToARoom(JavaClasses all) {
    Set<String> rooms = new TreeSet<>(MAY_IMPORT.keySet());
    rooms.add("cli");
    assertThat(all.stream().map(JavaClass::getPackageName).distinct())
        .allMatch(name ->
            rooms.stream().anyMatch(room -> (name + ".").startsWith("io.esform." + room + ".")));
  }

  private static DescribedPredicate<JavaClass> esformOutside(List<String> rooms) {
    String[] packages =
        rooms.stream().map(room -> "io.esform." + room + "..").toArray(String[]::new);
    return resideInAPackage("io.esform..")
        .and(DescribedPredicate.not(resideInAnyPackage(packages)))
        .as("esform classes outside " + rooms);
  }

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.esform.(**)").should().beFreeOfCycles();

  @ArchTest static final ArchRule antlrHasOneDoor = door("org.antlr..", "io.esform.lang.parser..");

  @ArchTest
  static final ArchRule dockerHasOneDoor =
      door("com.github.dockerjava..", "io.esform.providers.local..");

  @ArchTest
  static final ArchRule awsHasFourDoors =
      door(
              "software.amazon.awssdk..",
              "io.esform.providers.aws..",
              "io.esform.state.aws..",
              "io.esform.state.backend.s3..",
              "io.esform.state.kms..")
          .because("a backend imports no provider: states are stored before any provider is used");

  /// Starting esform, and configurations without a KMS key, load no class of the SDK.
  @ArchTest
  static final ArchRule onlyAConfiguredKmsKeyNeedsAws =
      noClasses()
          .that()
          .haveNameMatching("io\\.esform\\.state\\.kms\\.(KmsKeys|KmsSettings)")
          .or()
          .haveNameMatching("io\\.esform\\.state\\.aws\\.(AwsAccess|AwsArguments)")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..");

  @ArchTest static final ArchRule picocliHasOneDoor = door("picocli..", "io.esform.cli..");

  @ArchTest
  static final ArchRule bouncyCastleHasTwoDoors =
      door("org.bouncycastle..", "io.esform.providers.builtin..", "io.esform.state.file..");

  @ArchTest
  static final ArchRule jsonHasSevenDoors =
      door(
          "tools.jackson..",
          "io.esform.state.file..",
          "io.esform.eval.functions..",
          "io.esform.render.json..",
          "io.esform.es.status..",
          "io.esform.cli.view.json..",
          "io.esform.cli.planfile..",
          "io.esform.cli.backendfile..");

  private static ArchRule door(String library, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  @ArchTest
  static final ArchRule onlyTheCommandLineSeesTheProcess =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.esform.cli..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .accessField(System.class, "in")
          .orShould()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "exit", int.class);

  /// Parts of the machine that a simulation must be able to replace.
  private enum Machine {
    THREADS(
        "java\\.lang\\.Thread\\.(<init>|of\\w+|startVirtualThread|sleep)"
            + "|java\\.util\\.concurrent\\.(Executors|ForkJoinPool)\\.\\w+"
            + "|java\\.util\\.concurrent\\.CompletableFuture\\.\\w+Async"
            + "|java\\.util\\.concurrent\\.TimeUnit\\.sleep"
            + "|java\\.util\\.concurrent\\.locks\\.Condition\\.await(Nanos|Until)"
            + "|java\\.util\\.concurrent\\.locks\\.LockSupport\\.park(Nanos|Until)"
            + "|java\\.util\\.Timer\\.<init>"),
    CLOCK(
        "java\\.lang\\.System\\.(nanoTime|currentTimeMillis)"
            + "|java\\.time\\.(Clock|InstantSource)\\.system\\w*"
            + "|java\\.time\\.(Instant|\\w*Date|\\w*Time)\\.now"
            + "|java\\.util\\.Date\\.<init>"),
    RANDOM(
        "java\\.security\\.SecureRandom\\.(<init>|getInstance\\w*)"
            + "|java\\.util\\.Random\\.<init>"
            + "|java\\.util\\.UUID\\.randomUUID"
            + "|java\\.lang\\.Math\\.random"
            + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\.current"),
    FILES(
        "java\\.nio\\.file\\.Files\\.\\w+"
            + "|java\\.nio\\.channels\\.FileChannel\\.open"
            + "|java\\.io\\.(File|File\\w*Stream|FileReader|FileWriter|RandomAccessFile)\\.<init>");

    private final Pattern calls;

    Machine(String calls) {
      this.calls = Pattern.compile(calls);
    }
  }

  private static final String REAL = "it is the real implementation that is handed to others";
  private static final String INPUTS = "it reads a configuration's files, behind ProjectFiles";
  private static final String REMAINS = "it is not handed one yet";

  /// The reasons, by class and the part of the machine that it uses.
  private static final Map<String, String> USES =
      Map.ofEntries(
          Map.entry("cli.Main CLOCK", REAL),
          Map.entry("cli.Main RANDOM", REAL),
          Map.entry("cli.Main FILES", REAL),
          Map.entry("task.RealTasks THREADS", REAL),
          Map.entry("state.disk.RealDisk FILES", REAL),
          Map.entry("state.disk.RealDisk RANDOM", REAL),
          Map.entry("state.disk.FileOwners FILES", REAL),
          Map.entry("state.disk.LockedFiles FILES", REAL),
          Map.entry("state.backend.ProcessIdentity FILES", REAL),
          Map.entry("state.backend.MachineProcesses FILES", REAL),
          Map.entry("cli.project.DiskFiles FILES", INPUTS),
          Map.entry("cli.project.FileSearch FILES", INPUTS),
          Map.entry("cli.project.FileStamp FILES", INPUTS),
          Map.entry("cli.project.Checksums FILES", INPUTS),
          Map.entry("cli.project.DiskInputFiles FILES", INPUTS),
          Map.entry("cli.project.DiskArchive FILES", INPUTS),
          Map.entry("cli.project.DiskPack FILES", INPUTS),
          Map.entry("cli.project.TextFile FILES", INPUTS),
          Map.entry("cli.operation.GeneratedConfiguration FILES", REMAINS),
          Map.entry("cli.operation.RenderedHosts FILES", REMAINS),
          Map.entry("cli.command.StatePushCommand FILES", REMAINS),
          Map.entry("providers.aws.hosts.InstanceHosts RANDOM", REMAINS),
          Map.entry("providers.aws.storage.ObjectContent FILES", REMAINS),
          Map.entry(
              "providers.local.MachineMemory FILES",
              "read from the kernel, passed to the provider"),
          Map.entry("providers.local.HostFiles FILES", REMAINS),
          Map.entry("providers.local.EngineAddress FILES", REMAINS),
          Map.entry("providers.local.Archive FILES", REMAINS));

  /// Threads, pauses, clock, randomness and files are passed to constructors, so that a simulation
  /// can control them.
  @ArchTest
  static void onlyNamedClassesUseTheMachineDirectly(JavaClasses all) {
    SortedSet<String> found = new TreeSet<>();
    for (JavaClass each : all) {
      String name = outermost(each).getName().substring("io.esform.".length());
      Stream.of(
              each.getMethodCallsFromSelf(),
              each.getMethodReferencesFromSelf(),
              each.getConstructorCallsFromSelf(),
              each.getConstructorReferencesFromSelf())
          .flatMap(Set::stream)
          .map(access -> access.getTargetOwner().getName() + "." + access.getTarget().getName())
          .flatMap(target ->
              Stream.of(Machine.values()).filter(it -> it.calls.matcher(target).matches()))
          .forEach(used -> found.add(name + " " + used));
    }
    assertThat(found).isEqualTo(new TreeSet<>(USES.keySet()));
  }

  private static JavaClass outermost(JavaClass each) {
    return each.getEnclosingClass().map(ArchitectureTest::outermost).orElse(each);
  }

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .should()
          .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)")
          .because("such a name says nothing");

  @Test
  void everyPackageSaysWhatItIsAndIsNullMarked() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<Path> bare =
          files
              .filter(Files::isDirectory)
              .filter(ArchitectureTest::holdsClasses)
              .filter(directory -> !isDocumented(directory.resolve("package-info.java")))
              .toList();
      assertThat(bare).isEmpty();
    }
  }

  /// The abilities of a platform are declared by its provider.
  @Test
  void thePortableRoomNamesNoProvider() throws IOException {
    Pattern provider = Pattern.compile("[`\"](aws|local|builtin)\\\\?[`\"]|\\b[Oo]n AWS\\b");
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/esform/es"))) {
      assertThat(files.filter(Files::isRegularFile))
          .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern(provider));
    }
  }

  private static boolean holdsClasses(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.anyMatch(file -> file.toString().endsWith(".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isDocumented(Path packageInfo) {
    try {
      String text = Files.exists(packageInfo) ? Files.readString(packageInfo) : "";
      return text.contains("@NullMarked") && text.startsWith("///");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
