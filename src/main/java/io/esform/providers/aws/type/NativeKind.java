package io.esform.providers.aws.type;

import io.esform.provider.Arguments;
import io.esform.provider.DataHolder.Loss;
import io.esform.provider.Faults;
import io.esform.provider.Progress;
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

/// What makes one native type different from the others: its arguments and its calls. Everything
/// else is {@link NativeType}'s. Safe for several threads.
public interface NativeKind {

  /// One or two sentences of Markdown, for the reference.
  String description();

  /// Its own arguments and attributes; `id` and those for tags come from {@link NativeType}.
  List<AttributeSchema> attributes();

  default List<NestedBlock> blocks() {
    return List.of();
  }

  /// What an id is, to complete a sentence: `the VPC's id, such as vpc-0123`.
  String idForm();

  /// Checks one configuration, as far as it is known.
  default void check(Arguments configuration, Faults faults) {}

  /// What the instance will be, as {@link io.esform.provider.ResourceType#plan} says it.
  default PlanResponse plan(PlanRequest request) {
    return PlanResponse.of(request.proposed());
  }

  /// What only one object can have at a time: a unique name, a place in another object. Without
  /// what is not known yet.
  default List<Claim> claims(PlanRequest request) {
    return List.of();
  }

  /// A claim of the name that this argument gives; none while it is not known.
  ///
  /// @param what whose name it is: `key pair`
  static List<Claim> name(String what, PlanRequest request, String argument) {
    return Arguments.of(request.proposed())
        .text(argument)
        .map(name -> new Claim("%s name \"%s\"".formatted(what, name), AttributePath.of(argument)))
        .stream()
        .toList();
  }

  /// Reads objects that AWS describes in a call for each; several calls at a time.
  ///
  /// @param question what one object is now; empty for one that is gone
  static Map<String, Found> oneByOne(
      AwsConnection aws, List<Known> known, SideBySide.Question<Known, Optional<Found>> question)
      throws AwsFailure {
    List<Optional<Found>> answers = SideBySide.ask(aws, known, question);
    var found = new TreeMap<String, Found>();
    for (int index = 0; index < answers.size(); index++) {
      String id = known.get(index).id();
      answers.get(index).ifPresent(one -> found.put(id, one));
    }
    return found;
  }

  /// What is lost when the object is deleted; empty for nothing.
  ///
  /// @param prior its state
  default Optional<Loss> loss(Arguments prior) {
    return Optional.empty();
  }

  /// Makes the object with its tags, and waits for nothing.
  ///
  /// @return its id
  /// @throws AwsFailure when it was not made; an ambiguous one, or one about a duplicate, is
  ///   followed by {@link #find}
  String create(AwsConnection aws, Creation creation) throws AwsFailure;

  /// Brings a new object to all that is planned: waits until it can be used, makes what belongs to
  /// it. Must do well on an object of which a part is done already.
  default void complete(AwsConnection aws, Completion completion) throws AwsFailure {}

  /// The id of the object that carries this token; empty when there is none, or when it is gone or
  /// going: tags and records of those stay visible for a while.
  Optional<String> find(AwsConnection aws, Search search) throws AwsFailure;

  /// What these objects are now, by id; what is gone is not there. In as few calls as AWS allows.
  Map<String, Found> read(AwsConnection aws, List<Known> known) throws AwsFailure;

  /// Changes the object in place, except for its tags.
  default void update(AwsConnection aws, Revision revision) throws AwsFailure {}

  /// Gives the object these tags and takes others away.
  void tag(AwsConnection aws, String id, Tags.Difference tags) throws AwsFailure;

  /// Removes the object; one that is gone is a success.
  void delete(AwsConnection aws, Removal removal) throws AwsFailure;

  /// @param token the same for every try of this creation
  /// @param tags all that the object carries
  record Creation(
      String address,
      Arguments planned,
      String token,
      SortedMap<String, String> tags,
      Progress progress) {

    /// The same for a service that remembers the token of another request. The object's tags keep
    /// the token itself.
    ///
    /// @param form 1 for the token as it is
    Creation withForm(int form) {
      return form == 1 ? this : new Creation(address, planned, token + "-" + form, tags, progress);
    }

    /// For what an earlier try has made.
    public Search search() {
      return new Search(token, planned);
    }
  }

  /// @param tags all that the object is to carry, for services that take none at creation
  record Completion(
      String id, Arguments planned, SortedMap<String, String> tags, Progress progress) {}

  /// @param planned what was asked for, with null for what was not known then
  record Search(String token, Arguments planned) {

    /// The object of the planned name, where it carries the token; none while the name is not
    /// known.
    ///
    /// @param argument that gives the name
    /// @param look the object of a name; empty when there is none
    /// @param tags of an object
    public <T> Optional<T> named(
        String argument,
        SideBySide.Question<String, Optional<T>> look,
        SideBySide.Question<T, Map<String, String>> tags)
        throws AwsFailure {
      Optional<String> name = planned.text(argument);
      Optional<T> found = name.isEmpty() ? Optional.empty() : look.ask(name.get());
      return found.isPresent() && isIn(tags.ask(found.get())) ? found : Optional.empty();
    }

    /// Whether an object's tags hold the token.
    public boolean isIn(Map<String, String> tags) {
      return Tags.hasToken(tags, token);
    }
  }

  /// An object to read.
  ///
  /// @param prior what is known of it; null for an import
  record Known(String id, @Nullable Arguments prior) {

    private static final Arguments NOTHING = Arguments.of(new ObjectValue(new TreeMap<>()));

    /// What is known of it; no argument of an import is set.
    public Arguments arguments() {
      return prior == null ? NOTHING : prior;
    }
  }

  /// @param attributes those of the kind that were seen; others stay as they are known
  /// @param tags all that it carries
  record Found(SequencedMap<String, Value> attributes, Map<String, String> tags) {}

  record Revision(String id, Arguments prior, Arguments planned, Progress progress) {

    /// Whether an argument or block changes.
    public boolean changes(String... names) {
      return List.of(names).stream()
          .anyMatch(name -> !prior.value(name).equals(planned.value(name)));
    }
  }

  record Removal(String id, Arguments prior, Progress progress) {}
}
