package io.esform.es;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.BundlePlace.Copied;
import io.esform.es.BundlePlace.Embedded;
import io.esform.es.BundlePlace.Stored;
import io.esform.es.Platform.HostBundle;
import io.esform.provider.Arguments;
import io.esform.render.cloudinit.HostFile;
import io.esform.render.cloudinit.UserData;
import io.esform.testing.FakeInputFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// User-data and bundle of each kind of host.
class BootDataTest {

  /// The aim for user-data in bytes: room for much that hosts do not have yet.
  private static final int AIM = 6_000;

  private static final BundlePlace COPIED = new Copied();
  private static final BundlePlace STORED = new Stored("s3://es-prod-packs-123456789012/bundles/");

  private static List<HostFile> files(String type) {
    return switch (type) {
      case "es_database" -> files(new DatabaseHost(), Samples.database());
      case "es_node" -> files(new NodeHost(new FakeInputFiles(Map.of())), Samples.node());
      default -> files(new LoadBalancerHost(), Samples.loadBalancer());
    };
  }

  private static List<HostFile> files(HostKind kind, Block block) {
    return kind.files(Arguments.of(block.proposed(null)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"es_database", "es_node", "es_load_balancer"})
  void userDataWithABundleIsFarBelowTheLimit(String type) {
    for (BundlePlace place : List.of(COPIED, STORED)) {
      assertThat(BootData.of(files(type), 1000, place).userData().bytes())
          .as("%s %s", type, place)
          .isLessThan(AIM);
    }
  }

  /// A node needs a place for bundles; its files are too large.
  @ParameterizedTest
  @ValueSource(strings = {"es_database", "es_load_balancer"})
  void userDataThatContainsTheBundleFits(String type) {
    BootData data = BootData.of(files(type), 1000, new Embedded());
    assertThat(data.bundle()).isNull();
    assertThat(data.userData().bytes()).isLessThanOrEqualTo(UserData.BUDGET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"es_database", "es_node", "es_load_balancer"})
  void theSameBundleReachesEveryPlatform(String type) {
    HostBundle copied = requireNonNull(BootData.of(files(type), 1, COPIED).bundle());
    HostBundle stored = requireNonNull(BootData.of(files(type), 1, STORED).bundle());

    assertThat(stored.base64()).isEqualTo(copied.base64());
    assertThat(copied.place()).isEqualTo("/var/lib/esform/bundles/" + copied.sha256());
    assertThat(stored.place())
        .isEqualTo("s3://es-prod-packs-123456789012/bundles/" + copied.sha256() + ".tar.gz");
  }

  /// A changed setting alone needs no new bundle, and a changed file no larger user-data.
  @Test
  void settingsAreInUserDataAndAllElseInTheBundle() {
    Block block = Samples.node();
    block.add("jvm").set("options", "-Dfirst=1");
    BootData first =
        BootData.of(files(new NodeHost(new FakeInputFiles(Map.of())), block), 1, STORED);
    block.nested("jvm").set("options", "-Dsecond=2");
    BootData second =
        BootData.of(files(new NodeHost(new FakeInputFiles(Map.of())), block), 1, STORED);

    assertThat(second.bundle()).isEqualTo(first.bundle());
    assertThat(message(second)).contains("-Dsecond=2").doesNotContain("<xsl:");
  }

  @Test
  void theLargestFileHasTheLargestShare() {
    var noise = new Random(1).ints(3000, 'a', 'z').mapToObj(Character::toString);
    var big = HostFile.plain("/big", noise.collect(Collectors.joining()) + "\n");
    var files = List.of(HostFile.plain("/one", "1\n"), big, HostFile.plain("/two", "2\n"));
    var shares = BootData.shares(files, 1, new Embedded());
    assertThat(shares.getFirst().path()).isEqualTo("/big");
    assertThat(shares.getFirst().bytes()).isGreaterThan(1500);
  }

  private static String message(BootData data) {
    byte[] packed = Base64.getDecoder().decode(data.userData().base64());
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
