package io.esform.providers.aws.ec2;

import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import io.esform.providers.aws.type.Attributes;
import io.esform.providers.aws.type.NativeKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/// The common parts of EC2's types: reads their objects, tags them and finds them by their tags.
///
/// @param <T> the API's type of an object
interface Ec2Kind<T> extends NativeKind {

  /// The resource type of its objects in tag specifications.
  ResourceType resourceType();

  /// The operation that describes its objects.
  Ec2Objects<T> objects();

  /// The attributes of a described object that EC2 returns.
  Attributes attributes(AwsConnection aws, T object, ObjectToRead known) throws AwsFailure;

  /// Whether a described object is being deleted.
  default boolean isGoing(T object) {
    return false;
  }

  /// Does not use DescribeTags, which also returns the tags of deleted objects.
  @Override
  default Optional<String> find(AwsConnection aws, Search search) throws AwsFailure {
    return objects().where(aws, filter("tag:" + Tags.TOKEN, search.token())).stream()
        .filter(object -> !isGoing(object))
        .filter(object -> search.isIn(Tags.EC2.map(objects().tags().apply(object))))
        .flatMap(object -> Optional.ofNullable(objects().id().apply(object)).stream())
        .findFirst();
  }

  @Override
  default Map<String, ObjectState> read(AwsConnection aws, List<ObjectToRead> known)
      throws AwsFailure {
    var byId = new LinkedHashMap<String, ObjectToRead>();
    known.forEach(one -> byId.put(one.id(), one));
    var found = new TreeMap<String, ObjectState>();
    for (T object : Batches.ofIds(List.copyOf(byId.keySet()), ids -> objects().withIds(aws, ids))) {
      // A filter treats a star in an id as a wildcard.
      ObjectToRead one = byId.get(String.valueOf(objects().id().apply(object)));
      if (one != null) {
        found.put(
            one.id(),
            new ObjectState(
                attributes(aws, object, one).toMap(),
                Tags.EC2.map(objects().tags().apply(object))));
      }
    }
    return found;
  }

  @Override
  default void tag(AwsConnection aws, String id, Tags.Difference tags) throws AwsFailure {
    Tags.EC2.change(
        tags,
        set ->
            aws.ec2(
                "ec2:CreateTags",
                ec2 -> ec2.createTags(request -> request.resources(id).tags(set))),
        keys ->
            aws.ec2(
                "ec2:DeleteTags",
                ec2 ->
                    ec2.deleteTags(request ->
                        request
                            .resources(id)
                            .tags(
                                keys.stream()
                                    .map(key -> Tag.builder().key(key).build())
                                    .toList()))));
  }

  /// The tags of a new object.
  default TagSpecification tagSpecification(Creation creation) {
    return TagSpecification.builder()
        .resourceType(resourceType())
        .tags(Tags.EC2.list(creation.tags()))
        .build();
  }

  static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  static Filter filter(String name, List<String> values) {
    return Filter.builder().name(name).values(values).build();
  }
}
