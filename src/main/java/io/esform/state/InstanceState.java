package io.esform.state;

import io.esform.address.Dependency;
import io.esform.address.ProviderKey;
import io.esform.value.Value;
import io.esform.value.Value.NullValue;
import io.esform.value.Value.ObjectValue;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The state of one resource instance.
///
/// @param provider the provider configuration of the object
/// @param attributes as last known, with sensitive marks; wholly known. After a read from a file,
///   they have the types of JSON (tuples, objects), and code that has the schema converts them
/// @param dynamicAttributes attributes whose schema leaves the type open; the state stores their
///   types
/// @param dependencies at the last apply of the object, which is destroyed before them
/// @param generation the number of objects that the address has had
/// @param schemaVersion the version of the type's schema that the attributes follow
/// @param token of the creation, while the creation is incomplete: every further attempt uses the
///   same token. Null for a complete object, and if an earlier version of esform did not record it
/// @param failedUpdate the last apply of the object if it was an update that failed; null otherwise
public record InstanceState(
    ProviderKey provider,
    ObjectValue attributes,
    Set<String> dynamicAttributes,
    List<Dependency> dependencies,
    int generation,
    Status status,
    int schemaVersion,
    @Nullable String token,
    @Nullable FailedUpdate failedUpdate) {

  private static final String ID = "id";

  /// Whether the creation of the object is complete.
  public enum Status {
    READY,
    /// The creation failed half way; the next apply replaces the object.
    TAINTED,
    /// The creation has not ended: the run was interrupted, the object was still starting at the
    /// time limit, or its existence is unknown. The attributes are the planned ones, with null for
    /// those that were unknown, except the id. The next apply continues the creation if the type
    /// supports it, and replaces the object otherwise.
    INTERRUPTED
  }

  public InstanceState {
    dynamicAttributes = Collections.unmodifiableSet(new TreeSet<>(dynamicAttributes));
    dependencies = List.copyOf(dependencies);
  }

  /// An object whose last update, if any, succeeded.
  public InstanceState(
      ProviderKey provider,
      ObjectValue attributes,
      Set<String> dynamicAttributes,
      List<Dependency> dependencies,
      int generation,
      Status status,
      int schemaVersion,
      @Nullable String token) {
    this(
        provider,
        attributes,
        dynamicAttributes,
        dependencies,
        generation,
        status,
        schemaVersion,
        token,
        null);
  }

  /// An object in the first version of a schema, without a token.
  public InstanceState(
      ProviderKey provider,
      ObjectValue attributes,
      Set<String> dynamicAttributes,
      List<Dependency> dependencies,
      int generation,
      Status status) {
    this(provider, attributes, dynamicAttributes, dependencies, generation, status, 0, null);
  }

  /// Whether the object is known to exist. If a run was interrupted before the response to its
  /// call, an object may exist that only its token can find.
  public boolean isIdentified() {
    return token == null
        || status == Status.READY
        || !(attributes.attributes().get(ID) instanceof NullValue);
  }

  public InstanceState withProvider(ProviderKey now) {
    return with(copy -> copy.provider = now);
  }

  public InstanceState withToken(@Nullable String now) {
    return with(copy -> copy.token = now);
  }

  public InstanceState withAttributes(ObjectValue now) {
    return with(copy -> copy.attributes = now);
  }

  public InstanceState withSchemaVersion(int now) {
    return with(copy -> copy.schemaVersion = now);
  }

  public InstanceState withDependencies(List<Dependency> now) {
    return with(copy -> copy.dependencies = now);
  }

  /// The state of this planned object after its id has become known, with no other result.
  public InstanceState identified(String id) {
    return with(copy -> {
      copy.status = Status.INTERRUPTED;
      if (attributes.attributes().containsKey(ID)) {
        copy.attributes = attributes.with(ID, Value.of(id));
      }
    });
  }

  public InstanceState withStatus(Status now) {
    return with(copy -> copy.status = now);
  }

  public InstanceState withGeneration(int now) {
    return with(copy -> copy.generation = now);
  }

  public InstanceState withFailedUpdate(@Nullable FailedUpdate now) {
    return with(copy -> copy.failedUpdate = now);
  }

  private InstanceState with(Consumer<Copy> change) {
    var copy = new Copy(this);
    change.accept(copy);
    return copy.toState();
  }

  /// The components that another state can differ in.
  private static final class Copy {
    private final InstanceState original;
    private ProviderKey provider;
    private ObjectValue attributes;
    private List<Dependency> dependencies;
    private int generation;
    private Status status;
    private int schemaVersion;
    private @Nullable String token;
    private @Nullable FailedUpdate failedUpdate;

    private Copy(InstanceState original) {
      this.original = original;
      this.provider = original.provider;
      this.attributes = original.attributes;
      this.dependencies = original.dependencies;
      this.generation = original.generation;
      this.status = original.status;
      this.schemaVersion = original.schemaVersion;
      this.token = original.token;
      this.failedUpdate = original.failedUpdate;
    }

    private InstanceState toState() {
      return new InstanceState(
          provider,
          attributes,
          original.dynamicAttributes,
          dependencies,
          generation,
          status,
          schemaVersion,
          token,
          failedUpdate);
    }
  }

  /// Whether any recorded attribute is sensitive.
  public boolean containsSensitive() {
    return attributes.containsSensitive()
        || (failedUpdate != null
            && failedUpdate.lastGood() != null
            && failedUpdate.lastGood().containsSensitive());
  }
}
