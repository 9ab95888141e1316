package io.esform.providers.aws.database;

import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import java.util.SortedMap;

/// Reads and changes the tags of RDS's objects, by ARN.
final class RdsTags {

  private RdsTags() {}

  static SortedMap<String, String> of(AwsConnection aws, String arn) throws AwsFailure {
    return Tags.RDS.map(
        aws.rds(
            "rds:ListTagsForResource",
            rds -> rds.listTagsForResource(request -> request.resourceName(arn)).tagList()));
  }

  static void change(AwsConnection aws, String arn, Tags.Difference tags) throws AwsFailure {
    Tags.RDS.change(
        tags,
        set ->
            aws.rds(
                "rds:AddTagsToResource",
                rds -> rds.addTagsToResource(request -> request.resourceName(arn).tags(set))),
        keys ->
            aws.rds(
                "rds:RemoveTagsFromResource",
                rds ->
                    rds.removeTagsFromResource(
                        request -> request.resourceName(arn).tagKeys(keys))));
  }
}
