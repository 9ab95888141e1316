package io.esform.providers.aws.ec2;

import io.esform.providers.aws.call.AwsFailure;
import java.util.ArrayList;
import java.util.List;

/// Asks for many objects at once, by filter: unlike a list of ids, a filter that names an object
/// which is gone is no error.
public final class Batches {

  /// The most values that EC2 takes in one filter.
  static final int SIZE = 200;

  private Batches() {}

  /// One question for a batch of ids.
  public interface Question<T> {
    List<T> ask(List<String> ids) throws AwsFailure;
  }

  /// The answers for all ids together.
  public static <T> List<T> ofIds(List<String> ids, Question<T> question) throws AwsFailure {
    var answers = new ArrayList<T>();
    for (int start = 0; start < ids.size(); start += SIZE) {
      answers.addAll(question.ask(ids.subList(start, Math.min(ids.size(), start + SIZE))));
    }
    return answers;
  }
}
