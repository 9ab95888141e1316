package io.esform.providers.aws.call;

import io.esform.diag.Diagnostic;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A call of AWS that failed, in words for the user.
public final class AwsFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /// What is left after a failure.
  enum Aftermath {
    /// The call was not carried out.
    NOTHING,
    /// The call may have been carried out.
    UNKNOWN,
    /// The call has an answer that cannot be used; it may have been carried out.
    UNREADABLE,
    /// What was asked for is still under way.
    UNDER_WAY,
    /// The object exists and never becomes what was asked for.
    LOST
  }

  private final transient Diagnostic diagnostic;
  private final String code;
  private final Aftermath aftermath;
  private final @Nullable String id;

  /// @param code as AWS gives it, such as `InvalidVpcID.NotFound`; empty when AWS gave no answer
  /// @param id of the object that exists nevertheless; null when none does, or nobody knows
  AwsFailure(Diagnostic diagnostic, String code, Aftermath aftermath, @Nullable String id) {
    super(diagnostic.summary() + ": " + diagnostic.detail());
    this.diagnostic = diagnostic;
    this.code = code;
    this.aftermath = aftermath;
    this.id = id;
  }

  /// A failure that esform has found itself.
  public static AwsFailure of(String summary, String detail) {
    return new AwsFailure(Diagnostic.error(summary, detail), "", Aftermath.NOTHING, null);
  }

  /// A failure of an object for good: only another object can take its place.
  public static AwsFailure forGood(String summary, String detail) {
    return new AwsFailure(Diagnostic.error(summary, detail), "", Aftermath.LOST, null);
  }

  /// The end of a wait for something that may still come about.
  public static AwsFailure whileWaiting(String summary, String detail) {
    return new AwsFailure(Diagnostic.error(summary, detail), "", Aftermath.UNDER_WAY, null);
  }

  /// The same, of an object that exists nevertheless.
  public AwsFailure withId(String id) {
    return new AwsFailure(diagnostic, code, aftermath, id);
  }

  public Diagnostic diagnostic() {
    return diagnostic;
  }

  /// Of the object that exists nevertheless; null when none does, or nobody knows.
  public @Nullable String id() {
    return id;
  }

  /// Of a creation: whether the next apply continues it.
  public boolean isUnfinished() {
    return switch (aftermath) {
      case UNKNOWN, UNREADABLE, UNDER_WAY -> true;
      case NOTHING -> id != null;
      case LOST -> false;
    };
  }

  /// As AWS gives it, such as `InvalidVpcID.NotFound`; empty when AWS gave no answer.
  public String code() {
    return code;
  }

  public boolean is(String... codes) {
    return Set.of(codes).contains(code);
  }

  /// Whether a failure has one of these codes.
  public static Predicate<AwsFailure> code(String... codes) {
    return failure -> failure.is(codes);
  }

  /// Whether AWS says that the object is not there.
  public boolean isAbsence() {
    return code.endsWith("NotFound")
        || code.endsWith("NotFoundFault")
        || code.startsWith("NoSuch")
        || code.endsWith("NotFoundException");
  }

  /// Whether AWS says that there is one of that name.
  public boolean isDuplicate() {
    return code.endsWith(".Duplicate")
        || code.endsWith("AlreadyExists")
        || code.endsWith("AlreadyExistsFault")
        || code.endsWith("AlreadyExistsException")
        || code.equals("ResourceExistsException")
        || code.equals("BucketAlreadyOwnedByYou");
  }

  /// Whether a secret of that name is on its way out, or waits to be restored.
  public boolean isBeingDeleted() {
    return is("InvalidRequestException") && diagnostic.detail().contains("deletion");
  }

  /// Whether AWS keeps the object because another one needs it.
  public boolean isStillInUse() {
    return is(
        "DependencyViolation",
        "DeleteConflict",
        "InvalidDBSubnetGroupStateFault",
        "InvalidDBParameterGroupState",
        "InvalidIPAddress.InUse");
  }

  /// Whether the call may have been carried out all the same.
  public boolean isAmbiguous() {
    return aftermath == Aftermath.UNKNOWN || isUnreadable();
  }

  /// Whether the call has an answer that cannot be used: another try would have the same.
  public boolean isUnreadable() {
    return aftermath == Aftermath.UNREADABLE;
  }
}
