package io.esform.providers.aws.database;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import io.esform.providers.aws.type.NativeKind;
import java.util.Optional;

/// The common parts of RDS's groups: a group's name is its id, and its ARN identifies it in calls
/// about tags.
interface GroupKind extends NativeKind {

  String NAME = "name";
  String ARN = "arn";
  String DESCRIPTION = "description";

  /// The ARN of the group of that name; empty when there is none.
  Optional<String> arn(AwsConnection aws, String name) throws AwsFailure;

  @Override
  default Optional<String> find(AwsConnection aws, Search search) throws AwsFailure {
    return search
        .named(NAME, name -> arn(aws, name), arn -> RdsTags.of(aws, arn))
        .flatMap(_ -> search.planned().text(NAME));
  }

  @Override
  default void tag(AwsConnection aws, String id, Tags.Difference tags) throws AwsFailure {
    Optional<String> arn = arn(aws, id);
    if (arn.isEmpty()) {
      throw AwsFailure.of("Object not found", "The group " + id + " no longer exists.");
    }
    RdsTags.change(aws, arn.get(), tags);
  }

  /// @param form the form of names, to complete a sentence
  static void checkName(Arguments configuration, String pattern, String form, Faults faults) {
    configuration
        .text(NAME)
        .filter(name -> !name.matches(pattern) || name.equals("default"))
        .ifPresent(name ->
            faults.add(
                configuration.at(NAME),
                "Invalid name",
                "\"%s\" is not a valid group name. A name has %s.".formatted(name, form)));
  }
}
