package io.esform.providers.aws.ec2;

import io.esform.providers.aws.call.AwsFailure;
import java.util.ArrayList;
import java.util.List;

/// Requests many objects at once, by filter. Unlike a list of ids, a filter may contain an id that
/// no longer exists.
public final class Batches {

  /// The most values that EC2 accepts in one filter.
  static final int SIZE = 200;

  private Batches() {}

  /// One request for a batch of ids.
  public interface BatchQuery<T> {
    List<T> ask(List<String> ids) throws AwsFailure;
  }

  /// The combined responses for all ids.
  public static <T> List<T> ofIds(List<String> ids, BatchQuery<T> question) throws AwsFailure {
    var answers = new ArrayList<T>();
    for (int start = 0; start < ids.size(); start += SIZE) {
      answers.addAll(question.ask(ids.subList(start, Math.min(ids.size(), start + SIZE))));
    }
    return answers;
  }
}
