package io.esform.plan.inputs;

import io.esform.address.ProviderKey;
import io.esform.address.ResourceAddress.Mode;
import io.esform.config.Module;
import io.esform.config.Module.ResourceKey;
import io.esform.config.Resource;
import io.esform.config.check.ConfigurationChecker.Schemas;
import io.esform.config.graph.ReferenceGraph;
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

/// The available providers, and the provider configuration that each resource belongs to.
public final class ProviderRegistry {

  private final SequencedMap<String, Offer> providers = new LinkedHashMap<>();
  private final SequencedMap<String, List<Offer>> offering = new LinkedHashMap<>();
  private final SequencedMap<String, List<Offer>> reading = new LinkedHashMap<>();

  /// A provider with its types, read once, because a definition creates them at each call.
  private record Offer(
      ProviderDefinition definition,
      SequencedMap<String, ResourceType> resourceTypes,
      SequencedMap<String, DataSource> dataSources) {

    static Offer of(ProviderDefinition definition) {
      return new Offer(definition, definition.resourceTypes(), definition.dataSources());
    }

    String name() {
      return definition.name();
    }
  }

  public ProviderRegistry(List<ProviderDefinition> definitions) {
    for (ProviderDefinition definition : definitions) {
      Offer offer = Offer.of(definition);
      providers.put(offer.name(), offer);
      for (String type : offer.resourceTypes().keySet()) {
        offering.computeIfAbsent(type, _ -> new ArrayList<>()).add(offer);
      }
      for (String type : offer.dataSources().keySet()) {
        reading.computeIfAbsent(type, _ -> new ArrayList<>()).add(offer);
      }
    }
  }

  public Schemas schemas() {
    var resources = new TreeMap<String, Schema>();
    var dataSources = new TreeMap<String, Schema>();
    var configurations = new TreeMap<String, Schema>();
    for (Offer provider : providers.values()) {
      configurations.put(provider.name(), provider.definition().configurationSchema());
      provider.resourceTypes().forEach((name, type) -> resources.put(name, type.schema()));
      provider.dataSources().forEach((name, source) -> dataSources.put(name, source.schema()));
    }
    return new Schemas(resources, dataSources, configurations);
  }

  public @Nullable ProviderDefinition definition(String name) {
    Offer offer = providers.get(name);
    return offer == null ? null : offer.definition();
  }

  /// The resource type of that provider; null if the provider does not offer it.
  public @Nullable ResourceType resourceType(String provider, String type) {
    Offer offer = providers.get(provider);
    return offer == null ? null : offer.resourceTypes().get(type);
  }

  /// Any provider's schema of the type.
  public Schema schema(String type) {
    List<Offer> candidates = offering.get(type);
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

  /// The data source of that provider; null if the provider does not offer it.
  public @Nullable DataSource dataSource(String provider, String type) {
    Offer offer = providers.get(provider);
    return offer == null ? null : offer.dataSources().get(type);
  }

  /// Whether any provider offers the resource type or data source.
  public boolean offers(ResourceKey key) {
    return offering(key.mode()).containsKey(key.type());
  }

  /// Any provider's schema of the resource type or data source.
  public Schema schema(ResourceKey key) {
    return switch (key.mode()) {
      case MANAGED -> schema(key.type());
      case DATA -> {
        List<Offer> candidates = reading.get(key.type());
        DataSource found =
            candidates == null ? null : candidates.getFirst().dataSources().get(key.type());
        if (found == null) {
          throw new EsformBug("No provider offers the data source \"" + key.type() + "\".");
        }
        yield found.schema();
      }
    };
  }

  private SequencedMap<String, List<Offer>> offering(Mode mode) {
    return switch (mode) {
      case MANAGED -> offering;
      case DATA -> reading;
    };
  }

  /// The provider configuration of a resource: the one that it names, or else that of the provider
  /// that offers its type. If several offer it, that of the one that the root module configures.
  ///
  /// @return null for none; the error is reported
  public @Nullable ProviderKey providerOf(Resource resource, Module root, DiagnosticSink sink) {
    String type = resource.key().type();
    List<Offer> candidates = offering(resource.key().mode()).getOrDefault(type, List.of());
    ProviderKey named = resource.provider();
    if (named != null) {
      return checkNamed(named, resource, candidates, root, sink);
    }
    return only(type, candidates, root, resource.headerRange(), sink);
  }

  /// The reference graph of a configuration, in which a resource refers to the block of its
  /// provider.
  public ReferenceGraph graph(Module root) {
    return ReferenceGraph.of(
        root, resource -> Optional.ofNullable(providerOf(resource, root, new DiagnosticSink())));
  }

  /// The same for a type without a resource block.
  ///
  /// @param subject the range for messages
  public @Nullable ProviderKey providerOf(
      String type, Module root, @Nullable SourceRange subject, DiagnosticSink sink) {
    return only(type, offering.getOrDefault(type, List.of()), root, subject, sink);
  }

  private static @Nullable ProviderKey only(
      String type,
      List<Offer> candidates,
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
                String.join(", ", candidates.stream().map(Offer::name).toList()),
                configured.isEmpty()
                    ? "Add a provider block for one of them to the root module."
                    : "Select one of them with the argument provider."),
        subject);
    return null;
  }

  private static @Nullable ProviderKey checkNamed(
      ProviderKey named,
      Resource resource,
      List<Offer> candidates,
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
