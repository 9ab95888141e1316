package io.esform.providers.aws.ec2;

import io.esform.provider.Arguments;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import io.esform.providers.aws.type.NativeKind;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/// What the types of EC2 share: one way to tag anything and to find anything by its tags.
interface Ec2Kind extends NativeKind {

  /// What is known of an object that is being imported.
  Arguments NOTHING = Arguments.of(new ObjectValue(new TreeMap<>()));

  /// What EC2 calls its objects in tags.
  ResourceType resourceType();

  /// What carries this tag and is there. A list of tags would not do: it has those of objects that
  /// are gone.
  List<Tagged> tagged(AwsConnection aws, Filter filter) throws AwsFailure;

  /// An object and its tags.
  record Tagged(@Nullable String id, List<Tag> tags) {}

  @Override
  default Optional<String> find(AwsConnection aws, Search search) throws AwsFailure {
    for (Tagged object : tagged(aws, filter("tag:" + Tags.TOKEN, search.token()))) {
      String id = object.id();
      if (id != null && search.token().equals(tags(object.tags()).get(Tags.TOKEN))) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }

  @Override
  default void tag(AwsConnection aws, String id, Tags.Difference tags) throws AwsFailure {
    Ec2Client ec2 = aws.ec2();
    if (!tags.set().isEmpty()) {
      aws.ask(
          "ec2:CreateTags",
          () -> ec2.createTags(request -> request.resources(id).tags(tags(tags.set()))));
    }
    if (!tags.removed().isEmpty()) {
      aws.ask(
          "ec2:DeleteTags",
          () ->
              ec2.deleteTags(request ->
                  request
                      .resources(id)
                      .tags(
                          tags.removed().stream()
                              .map(key -> Tag.builder().key(key).build())
                              .toList())));
    }
  }

  /// What is known of each object by its id; nothing of one that is being imported.
  static Map<String, Arguments> priors(List<Known> known) {
    var priors = new TreeMap<String, Arguments>();
    for (Known one : known) {
      priors.put(one.id(), one.prior() == null ? NOTHING : one.prior());
    }
    return priors;
  }

  /// The tags that a new object is made with.
  default TagSpecification tagSpecification(Creation creation) {
    return TagSpecification.builder()
        .resourceType(resourceType())
        .tags(tags(creation.tags()))
        .build();
  }

  static List<Tag> tags(Map<String, String> tags) {
    return Tags.as(tags, (key, value) -> Tag.builder().key(key).value(value).build());
  }

  static Map<String, String> tags(List<Tag> tags) {
    return Tags.byKey(tags, Tag::key, Tag::value);
  }

  static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  static Filter filter(String name, List<String> values) {
    return Filter.builder().name(name).values(values).build();
  }
}
