package io.esform.providers.aws.type;

import io.esform.provider.Arguments;
import io.esform.provider.DataHolder.Loss;
import io.esform.provider.Faults;
import io.esform.provider.Progress;
import io.esform.provider.Relations;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.ResourceType.PlanResponse;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.SideBySide;
import io.esform.providers.aws.call.Tags;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.value.AttributePath;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The arguments and calls of one native type. {@link NativeType} implements everything else.
/// Thread-safe.
public interface NativeKind {

  /// One or two sentences of Markdown, for the reference.
  String description();

  /// Its own arguments and attributes; `id` and those for tags come from {@link NativeType}.
  List<AttributeSchema> attributes();

  default List<NestedBlock> blocks() {
    return List.of();
  }

  /// The form of an id, to complete a sentence: `the VPC's id, such as vpc-0123`.
  String idForm();

  /// Checks the known values of one configuration.
  default void check(Arguments configuration, Faults faults) {}

  /// Plans the instance, as {@link io.esform.provider.ResourceType#plan} does.
  default PlanResponse plan(PlanRequest request) {
    return PlanResponse.of(request.proposed());
  }

  /// The claims of the object, such as a unique name or a slot in another object. Without unknown
  /// values.
  default List<Claim> claims(PlanRequest request) {
    return List.of();
  }

  /// The relations of the object to others. Without unknown values.
  default Relations relations(PlanRequest request) {
    return Relations.NONE;
  }

  /// A claim of the name that this argument sets; none while it is unknown.
  ///
  /// @param what the kind of the named object: `key pair`
  static List<Claim> name(String what, PlanRequest request, String argument) {
    return Arguments.of(request.proposed())
        .text(argument)
        .map(name -> new Claim("%s name \"%s\"".formatted(what, name), AttributePath.of(argument)))
        .stream()
        .toList();
  }

  /// Reads objects with one call each, several calls in parallel.
  ///
  /// @param question reads one object; empty if it does not exist
  static Map<String, ObjectState> oneByOne(
      AwsConnection aws,
      List<ObjectToRead> known,
      SideBySide.Query<ObjectToRead, Optional<ObjectState>> question)
      throws AwsFailure {
    List<Optional<ObjectState>> answers = SideBySide.ask(aws, known, question);
    var found = new TreeMap<String, ObjectState>();
    for (int index = 0; index < answers.size(); index++) {
      String id = known.get(index).id();
      answers.get(index).ifPresent(one -> found.put(id, one));
    }
    return found;
  }

  /// The data that a deletion of the object destroys; empty for none.
  ///
  /// @param prior its state
  default Optional<Loss> loss(Arguments prior) {
    return Optional.empty();
  }

  /// Creates the object with its tags, without waiting.
  ///
  /// @return its id
  /// @throws AwsFailure when the creation failed; after an ambiguous failure or one about a
  ///   duplicate, {@link #find} is called
  String create(AwsConnection aws, Creation creation) throws AwsFailure;

  /// Completes a new object: waits until it can be used and creates its parts. Must be idempotent:
  /// parts may exist already.
  default void complete(AwsConnection aws, Completion completion) throws AwsFailure {}

  /// The id of the object with this token; empty when there is none, or when it is deleted or being
  /// deleted: AWS returns such objects and their tags for a while.
  Optional<String> find(AwsConnection aws, Search search) throws AwsFailure;

  /// Reads the objects, by id; without those that do not exist. Makes as few calls as AWS allows.
  Map<String, ObjectState> read(AwsConnection aws, List<ObjectToRead> known) throws AwsFailure;

  /// Changes the object in place, except for its tags.
  default void update(AwsConnection aws, Revision revision) throws AwsFailure {}

  /// Adds and removes tags of the object.
  void tag(AwsConnection aws, String id, Tags.Difference tags) throws AwsFailure;

  /// Deletes the object. Succeeds if it does not exist.
  void delete(AwsConnection aws, Removal removal) throws AwsFailure;

  /// @param token the same for every attempt of this creation
  /// @param tags all tags of the object
  record Creation(
      String address,
      Arguments planned,
      String token,
      SortedMap<String, String> tags,
      Progress progress) {

    /// The same creation with another form of the token, for a service that has seen the token
    /// before. The object's tags keep the token itself.
    ///
    /// @param form 1 for the unchanged token
    Creation withForm(int form) {
      return form == 1 ? this : new Creation(address, planned, token + "-" + form, tags, progress);
    }

    /// A search for the object of an earlier attempt.
    public Search search() {
      return new Search(token, planned);
    }
  }

  /// @param tags all tags of the object, for services that do not accept tags at creation
  record Completion(
      String id, Arguments planned, SortedMap<String, String> tags, Progress progress) {}

  /// @param planned the planned state, with null for values that were unknown
  record Search(String token, Arguments planned) {

    /// The object of the planned name if it has the token; empty while the name is unknown.
    ///
    /// @param argument that sets the name
    /// @param look reads the object of a name; empty when there is none
    /// @param tags of an object
    public <T> Optional<T> named(
        String argument,
        SideBySide.Query<String, Optional<T>> look,
        SideBySide.Query<T, Map<String, String>> tags)
        throws AwsFailure {
      Optional<String> name = planned.text(argument);
      Optional<T> found = name.isEmpty() ? Optional.empty() : look.ask(name.get());
      return found.isPresent() && isIn(tags.ask(found.get())) ? found : Optional.empty();
    }

    /// Whether an object's tags contain the token.
    public boolean isIn(Map<String, String> tags) {
      return Tags.hasToken(tags, token);
    }
  }

  /// An object to read.
  ///
  /// @param prior its prior state; null for an import
  record ObjectToRead(String id, @Nullable Arguments prior) {

    private static final Arguments NOTHING = Arguments.of(new ObjectValue(new TreeMap<>()));

    /// Its prior state; for an import, all arguments are unset.
    public Arguments arguments() {
      return prior == null ? NOTHING : prior;
    }
  }

  /// @param attributes those of the kind that AWS returns; the others keep their prior values
  /// @param tags all its tags
  record ObjectState(SequencedMap<String, Value> attributes, Map<String, String> tags) {}

  record Revision(String id, Arguments prior, Arguments planned, Progress progress) {

    /// Whether an argument or block changes.
    public boolean changes(String... names) {
      return List.of(names).stream()
          .anyMatch(name -> !prior.value(name).equals(planned.value(name)));
    }
  }

  record Removal(String id, Arguments prior, Progress progress) {}
}
