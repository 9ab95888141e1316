package io.esform;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.commons.annotation.Testable;

/// Every test has a name by which Maven runs it. No test sleeps, reads a clock, or depends on the
/// time that something takes: it would fail on a busy machine. Tests order events by counts, hooks
/// and latches, wait by {@link io.esform.testing.Await} for events that send no signal, and pass a
/// clock to code that needs the time.
@AnalyzeClasses(packages = "io.esform", importOptions = ImportOption.OnlyIncludeTests.class)
class TestRulesTest {

  private static final Pattern SLEEP =
      Pattern.compile(
          "java\\.lang\\.Thread\\.sleep"
              + "|java\\.util\\.concurrent\\.TimeUnit\\.sleep"
              + "|java\\.util\\.concurrent\\.locks\\.LockSupport\\.park(Nanos|Until)");

  private static final Pattern CLOCK =
      Pattern.compile(
          "java\\.lang\\.System\\.(nanoTime|currentTimeMillis)"
              + "|java\\.time\\.(Instant|\\w*Date|\\w*Time)\\.now"
              + "|java\\.util\\.Date\\.<init>"
              + "|java\\.lang\\.management\\.ThreadMXBean\\.get\\w*Time");

  private static final Pattern VERDICT =
      Pattern.compile(
          "org\\.junit\\.jupiter\\.api\\.Assertions\\.assertTimeout\\w*"
              + "|org\\.assertj\\..*\\.(succeedsWithin|failsWithin|isCloseToUtcNow)");

  /// The reasons, by class and forbidden use.
  private static final Map<String, String> EXCEPTIONS =
      new TreeMap<>(
          Map.of(
              "io.esform.testing.Await SLEEP",
              "it is the place that polls, a bounded number of times",
              "io.esform.endtoend.SteadyLoad CLOCK",
              "it reports how long requests took; no test judges by that",
              "io.esform.simulation.Report CLOCK",
              "it reports how many simulations a second ran; no test judges by that",
              "io.esform.hostile.Sweep CLOCK",
              "it runs for some minutes on demand; the build runs a count of cases",
              "io.esform.eval.EvaluatorTest CLOCK",
              "it bounds processor time, which other load does not lengthen, to see quadratic work"));

  @ArchTest
  static void noTestSleepsOrReadsAClockOrJudgesByTime(JavaClasses tests) {
    SortedSet<String> found = new TreeSet<>();
    SortedSet<String> places = new TreeSet<>();
    for (JavaClass each : tests) {
      uses(each)
          .forEach(use -> {
            found.add(use);
            if (!EXCEPTIONS.containsKey(use)) {
              places.add(use);
            }
          });
    }
    assertThat(places).as("tests that sleep, read a clock or judge by time").isEmpty();
    assertThat(EXCEPTIONS.keySet()).as("exceptions that are needed").isSubsetOf(found);
  }

  /// Maven selects classes by name, and silently skips tests in classes with another name.
  @ArchTest
  static void everyClassWithTestsIsNamedSoThatItIsRun(JavaClasses tests) {
    assertThat(
            tests.stream()
                .filter(each -> hasTests(each) && !each.isInterface())
                .filter(each -> !each.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(each -> outermost(each).getName()))
        .isNotEmpty()
        .allMatch(name -> name.endsWith("Test") || name.endsWith("IT"));
  }

  private static boolean hasTests(JavaClass each) {
    return Stream.concat(each.getMethods().stream(), each.getFields().stream())
        .anyMatch(member -> member.isMetaAnnotatedWith(Testable.class));
  }

  private static Stream<String> uses(JavaClass each) {
    String name = outermost(each).getName();
    Stream<String> calls =
        Stream.of(
                each.getMethodCallsFromSelf(),
                each.getMethodReferencesFromSelf(),
                each.getConstructorCallsFromSelf())
            .flatMap(accesses -> accesses.stream())
            .flatMap(access -> kind(access).stream())
            .map(kind -> name + " " + kind);
    boolean hasTimeout =
        each.isAnnotatedWith(Timeout.class)
            || each.getCodeUnits().stream().anyMatch(TestRulesTest::hasTimeout);
    return hasTimeout ? Stream.concat(calls, Stream.of(name + " VERDICT")) : calls;
  }

  private static boolean hasTimeout(JavaCodeUnit unit) {
    return unit.isAnnotatedWith(Timeout.class);
  }

  private static JavaClass outermost(JavaClass each) {
    return each.getEnclosingClass().map(TestRulesTest::outermost).orElse(each);
  }

  private static Optional<String> kind(JavaAccess<?> access) {
    String target = access.getTargetOwner().getName() + "." + access.getTarget().getName();
    if (SLEEP.matcher(target).matches()) {
      return Optional.of("SLEEP");
    }
    if (CLOCK.matcher(target).matches()) {
      return Optional.of("CLOCK");
    }
    return VERDICT.matcher(target).matches() ? Optional.of("VERDICT") : Optional.empty();
  }
}
