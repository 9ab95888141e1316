package io.esform.providers.aws.database;

import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.Tag;

/// The tags of RDS's objects, which it knows by their ARNs.
final class RdsTags {

  private RdsTags() {}

  static SortedMap<String, String> of(AwsConnection aws, String arn) throws AwsFailure {
    RdsClient rds = aws.rds();
    return of(
        aws.ask(
            "rds:ListTagsForResource",
            () -> rds.listTagsForResource(request -> request.resourceName(arn)).tagList()));
  }

  static SortedMap<String, String> of(List<Tag> tags) {
    return Tags.byKey(tags, Tag::key, Tag::value);
  }

  static List<Tag> list(Map<String, String> tags) {
    return Tags.as(Tags.plain(tags), (key, value) -> Tag.builder().key(key).value(value).build());
  }

  static void change(AwsConnection aws, String arn, Tags.Difference tags) throws AwsFailure {
    RdsClient rds = aws.rds();
    if (!tags.set().isEmpty()) {
      aws.ask(
          "rds:AddTagsToResource",
          () -> rds.addTagsToResource(request -> request.resourceName(arn).tags(list(tags.set()))));
    }
    if (!tags.removed().isEmpty()) {
      aws.ask(
          "rds:RemoveTagsFromResource",
          () ->
              rds.removeTagsFromResource(
                  request -> request.resourceName(arn).tagKeys(tags.removed())));
    }
  }
}
