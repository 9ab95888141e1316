package io.esform.plan;

import io.esform.address.ResourceAddress.Mode;
import io.esform.config.ConfigurationChecker.Schemas;
import io.esform.config.Module;
import io.esform.config.Module.ResourceKey;
import io.esform.config.ProviderKey;
import io.esform.config.ReferenceGraph;
import io.esform.config.Resource;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.EsformBug;
import io.esform.diag.SourceRange;
import io.esform.provider.DataSource;
import io.esform.provider.ProviderDefinition;
import io.esform.provider.ResourceType;
import io.esform.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The providers at hand, and which of them a resource belongs to.
public final class ProviderRegistry {

  private final SequencedMap<String, ProviderDefinition> providers = new LinkedHashMap<>();
  private final SequencedMap<String, List<ProviderDefinition>> offering = new LinkedHashMap<>();
  private final SequencedMap<String, List<ProviderDefinition>> reading = new LinkedHashMap<>();

  public ProviderRegistry(List<ProviderDefinition> definitions) {
    for (ProviderDefinition definition : definitions) {
      providers.put(definition.name(), definition);
      for (String type : definition.resourceTypes().keySet()) {
        offering.computeIfAbsent(type, _ -> new ArrayList<>()).add(definition);
      }
      for (String type : definition.dataSources().keySet()) {
        reading.computeIfAbsent(type, _ -> new ArrayList<>()).add(definition);
      }
    }
  }

  public Schemas schemas() {
    var resources = new TreeMap<String, Schema>();
    var dataSources = new TreeMap<String, Schema>();
    var configurations = new TreeMap<String, Schema>();
    for (ProviderDefinition provider : providers.values()) {
      configurations.put(provider.name(), provider.configurationSchema());
      provider.resourceTypes().forEach((name, type) -> resources.put(name, type.schema()));
      provider.dataSources().forEach((name, source) -> dataSources.put(name, source.schema()));
    }
    return new Schemas(resources, dataSources, configurations);
  }

  public @Nullable ProviderDefinition definition(String name) {
    return providers.get(name);
  }

  /// The type as that provider offers it; null when it offers none of that name.
  public @Nullable ResourceType resourceType(String provider, String type) {
    ProviderDefinition definition = providers.get(provider);
    return definition == null ? null : definition.resourceTypes().get(type);
  }

  /// Any provider's schema of the type.
  public Schema schema(String type) {
    List<ProviderDefinition> candidates = offering.get(type);
    ResourceType found =
        candidates == null ? null : candidates.getFirst().resourceTypes().get(type);
    if (found == null) {
      throw new EsformBug("No provider offers the type \"" + type + "\".");
    }
    return found.schema();
  }

  public boolean offers(String type) {
    return offering.containsKey(type);
  }

  /// The data source as that provider offers it; null when it offers none of that name.
  public @Nullable DataSource dataSource(String provider, String type) {
    ProviderDefinition definition = providers.get(provider);
    return definition == null ? null : definition.dataSources().get(type);
  }

  /// Whether there is such a resource type or data source.
  public boolean offers(ResourceKey key) {
    return offering(key.mode()).containsKey(key.type());
  }

  /// Any provider's schema of the resource type or data source.
  public Schema schema(ResourceKey key) {
    return switch (key.mode()) {
      case MANAGED -> schema(key.type());
      case DATA -> {
        List<ProviderDefinition> candidates = reading.get(key.type());
        DataSource found =
            candidates == null ? null : candidates.getFirst().dataSources().get(key.type());
        if (found == null) {
          throw new EsformBug("No provider offers the data source \"" + key.type() + "\".");
        }
        yield found.schema();
      }
    };
  }

  private SequencedMap<String, List<ProviderDefinition>> offering(Mode mode) {
    return switch (mode) {
      case MANAGED -> offering;
      case DATA -> reading;
    };
  }

  /// The provider configuration that a resource belongs to: the one it names; else that of the
  /// provider that offers its type; where several do, of the one that the root module configures.
  ///
  /// @return null when there is none, which has been reported
  public @Nullable ProviderKey providerOf(Resource resource, Module root, DiagnosticSink sink) {
    String type = resource.key().type();
    List<ProviderDefinition> candidates =
        offering(resource.key().mode()).getOrDefault(type, List.of());
    ProviderKey named = resource.provider();
    if (named != null) {
      return checkNamed(named, resource, candidates, root, sink);
    }
    return only(type, candidates, root, resource.headerRange(), sink);
  }

  /// Who refers to whom in a configuration; a resource refers to the block of its provider.
  public ReferenceGraph graph(Module root) {
    return ReferenceGraph.of(
        root, resource -> Optional.ofNullable(providerOf(resource, root, new DiagnosticSink())));
  }

  /// The same for a type of which no block says more.
  ///
  /// @param subject what a message is about
  @Nullable ProviderKey providerOf(
      String type, Module root, @Nullable SourceRange subject, DiagnosticSink sink) {
    return only(type, offering.getOrDefault(type, List.of()), root, subject, sink);
  }

  private static @Nullable ProviderKey only(
      String type,
      List<ProviderDefinition> candidates,
      Module root,
      @Nullable SourceRange subject,
      DiagnosticSink sink) {
    List<ProviderKey> configured =
        root.providers().keySet().stream()
            .filter(key -> key.alias() == null)
            .filter(key -> candidates.stream().anyMatch(it -> it.name().equals(key.provider())))
            .toList();
    if (configured.size() == 1) {
      return configured.getFirst();
    }
    if (configured.isEmpty() && candidates.size() == 1) {
      return new ProviderKey(candidates.getFirst().name(), null);
    }
    sink.error(
        configured.isEmpty() ? "No provider configured" : "Several providers for one type",
        "The type %s is offered by the providers %s. %s"
            .formatted(
                type,
                String.join(", ", candidates.stream().map(ProviderDefinition::name).toList()),
                configured.isEmpty()
                    ? "Add a provider block for one of them to the root module."
                    : "Say which one this block means with the argument provider."),
        subject);
    return null;
  }

  private static @Nullable ProviderKey checkNamed(
      ProviderKey named,
      Resource resource,
      List<ProviderDefinition> candidates,
      Module root,
      DiagnosticSink sink) {
    boolean offers = candidates.stream().anyMatch(it -> it.name().equals(named.provider()));
    if (!offers) {
      sink.error(
          "Wrong provider",
          "The provider %s does not offer the type %s."
              .formatted(named.provider(), resource.key().type()),
          resource.headerRange());
      return null;
    }
    if (!root.providers().containsKey(named) && named.alias() != null) {
      sink.error(
          "Undeclared provider",
          "The root module has no provider block \"%s\" with the alias \"%s\"."
              .formatted(named.provider(), named.alias()),
          resource.headerRange());
      return null;
    }
    return named;
  }
}
