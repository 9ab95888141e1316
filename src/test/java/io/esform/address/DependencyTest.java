package io.esform.address;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DependencyTest {

  @Test
  void anInstanceIsMeantByItselfItsResourceAndEveryModuleAroundIt() {
    assertThat(Dependency.meaning(instance("module.m[0].module.n[\"x\"].t.a[2]")))
        .extracting(Dependency::toString)
        .containsExactly(
            "module.m[0].module.n[\"x\"].t.a[2]",
            "module.m[0].module.n[\"x\"].t.a",
            "module.m[0].module.n.t.a",
            "module.m.module.n.t.a");
  }

  @Test
  void whereNothingHasAKeyOneDependencyMeansTheInstance() {
    assertThat(Dependency.meaning(instance("module.m.t.a")))
        .extracting(Dependency::toString)
        .containsExactly("module.m.t.a");
  }

  @Test
  void aDependencyOnOneInstanceIsOnNoWhole() {
    assertThat(dependency("t.a[0]").isOnWholeOf(instance("t.a[0]"))).isFalse();
    assertThat(dependency("t.a").isOnWholeOf(instance("t.a[0]"))).isTrue();
    assertThat(dependency("t.a").isOnWholeOf(instance("t.a"))).isTrue();
    assertThat(dependency("module.m.t.a").isOnWholeOf(instance("module.m[0].t.a"))).isTrue();
    assertThat(dependency("module.m[1].t.a").isOnWholeOf(instance("module.m[0].t.a"))).isFalse();
  }

  @Test
  void theIndexFindsWhatADependencyMeansInTheOrderItCame() {
    var index = new DependencyIndex<String>();
    for (String text : new String[] {"module.m[1].t.a[0]", "module.m[0].t.a[0]", "t.a[0]"}) {
      index.add(instance(text), text);
    }
    assertThat(index.matching(dependency("module.m.t.a")))
        .containsExactly("module.m[1].t.a[0]", "module.m[0].t.a[0]");
    assertThat(index.matching(dependency("module.m[0].t.a"))).containsExactly("module.m[0].t.a[0]");
    assertThat(index.matching(dependency("t.a[0]"))).containsExactly("t.a[0]");
    assertThat(index.matching(dependency("t.b"))).isEmpty();
  }

  private static ResourceInstanceAddress instance(String text) {
    return requireNonNull(AddressParser.parseInstance(text).address());
  }

  private static Dependency dependency(String text) {
    return requireNonNull(AddressParser.parseDependency(text).address());
  }
}
