package io.esform.providers.aws.ec2;

import static io.esform.providers.aws.ec2.Ec2Kind.filter;

import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Waits;
import io.esform.providers.aws.type.NativeKind.Completion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/// The operation that describes EC2's objects of one kind.
///
/// @param operation the name of its permission: `ec2:DescribeVpcs`
/// @param idFilter the name of the operation's filter for ids
/// @param describe the objects that match a filter, without deleted ones
record Ec2Objects<T>(
    String operation,
    String idFilter,
    Function<T, @Nullable String> id,
    Function<T, List<Tag>> tags,
    BiFunction<Ec2Client, Filter, Stream<T>> describe) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  List<T> where(AwsConnection aws, Filter filter) throws AwsFailure {
    return aws.ec2(operation, ec2 -> describe.apply(ec2, filter).toList());
  }

  List<T> withIds(AwsConnection aws, List<String> ids) throws AwsFailure {
    return where(aws, filter(idFilter, ids));
  }

  Optional<T> get(AwsConnection aws, String id) throws AwsFailure {
    return withIds(aws, List.of(id)).stream().findFirst();
  }

  /// Waits until EC2 returns a new object.
  ///
  /// @param what the kind of the object: `address`
  void awaitKnown(AwsConnection aws, String what, Completion completion) throws AwsFailure {
    Waits.until(
        aws,
        "the %s %s to be visible".formatted(what, completion.id()),
        PATIENCE,
        completion.progress(),
        () -> get(aws, completion.id()).isPresent());
  }
}
