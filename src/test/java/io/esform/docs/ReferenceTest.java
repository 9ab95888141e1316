package io.esform.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.EsTypes;
import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.InputSources;
import io.esform.provider.ProviderDefinition;
import io.esform.provider.ResourceType;
import io.esform.providers.aws.AwsProvider;
import io.esform.providers.builtin.BuiltinProvider;
import io.esform.providers.local.LocalProvider;
import io.esform.state.backend.BackendType;
import io.esform.state.backend.LocalBackendType;
import io.esform.state.backend.http.HttpBackendType;
import io.esform.state.backend.s3.S3BackendType;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.FakeRemoteStates;
import io.esform.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The reference is generated from the schemas and up to date.
class ReferenceTest {

  /// The providers with the portable types.
  private static final List<String> PLATFORMS = List.of("aws", "local");

  private static final List<BackendType> BACKENDS =
      List.of(new LocalBackendType(), new S3BackendType(), new HttpBackendType());

  private static final Path FOLDER = Path.of("docs", "reference");

  @TestFactory
  Stream<DynamicTest> everyPageIsCurrent() {
    return pages().entrySet().stream()
        .map(page ->
            DynamicTest.dynamicTest(
                page.getKey(), () -> Golden.check(FOLDER.resolve(page.getKey()), page.getValue())));
  }

  @Test
  void noPageIsLeftOver() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()).toList())
          .isSubsetOf(pages().keySet());
    }
  }

  private static SortedMap<String, String> pages() {
    List<ProviderDefinition> providers =
        List.of(
            new BuiltinProvider(new SecureRandom(), Clock.systemUTC(), new FakeRemoteStates()),
            new LocalProvider(Map.of(), Clock.systemUTC(), new FakeInputFiles(Map.of())),
            new AwsProvider(Clock.systemUTC(), new FakeInputFiles(Map.of())));
    var sources = new TreeSet<String>();
    var pages = new TreeMap<String, String>();
    var types = new TreeMap<String, String>();
    for (ProviderDefinition provider : providers) {
      if (!provider.configurationSchema().attributes().isEmpty()) {
        pages.put(
            "provider-" + provider.name() + ".md",
            ReferencePage.ofProvider(provider.name(), provider.configurationSchema()));
      }
      provider
          .dataSources()
          .forEach((name, source) -> {
            sources.add(name);
            pages.put(
                "data-" + name + ".md",
                ReferencePage.ofDataSource(name, source.schema(), provider.name()));
          });
      provider
          .resourceTypes()
          .forEach((name, type) ->
              types.put(
                  name,
                  ReferencePage.ofResourceType(name, type.schema(), List.of(provider.name()))));
    }
    portableTypes()
        .forEach((name, type) ->
            types.put(name, ReferencePage.ofResourceType(name, type.schema(), PLATFORMS)));
    types.forEach((name, page) -> pages.put(name + ".md", page));
    for (BackendType backend : BACKENDS) {
      pages.put(
          "backend-" + backend.name() + ".md",
          ReferencePage.ofBackend(backend.name(), backend.schema()));
    }
    pages.put(
        "README.md",
        ReferencePage.index(
            PLATFORMS,
            List.copyOf(types.keySet()),
            List.copyOf(sources),
            BACKENDS.stream().map(BackendType::name).toList()));
    return pages;
  }

  /// The portable types, which are the same on every platform.
  private static Map<String, ResourceType> portableTypes() {
    return EsTypes.over(
        _ -> {
          throw new AssertionError("A page needs no platform.");
        },
        new Abilities(true, true, InputSources.FILES, true),
        new FakeInputFiles(Map.of()));
  }
}
