package io.esform.providers.aws.call;

import io.esform.diag.Diagnostic;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A failed call to AWS, with a diagnostic for the user.
public final class AwsFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /// The outcome of a failed call.
  enum Aftermath {
    /// The call was not executed.
    NOTHING,
    /// The call may have been executed.
    UNKNOWN,
    /// The response cannot be used; the call may have been executed.
    UNREADABLE,
    /// The requested change is still in progress.
    UNDER_WAY,
    /// The object exists and never reaches the requested state.
    LOST
  }

  private final transient Diagnostic diagnostic;
  private final String code;
  private final Aftermath aftermath;
  private final @Nullable String id;

  /// @param code AWS's error code, such as `InvalidVpcID.NotFound`; empty when AWS did not respond
  /// @param id of the object that exists despite the failure; null when none exists or it is
  ///   unknown
  AwsFailure(Diagnostic diagnostic, String code, Aftermath aftermath, @Nullable String id) {
    super(diagnostic.summary() + ": " + diagnostic.detail());
    this.diagnostic = diagnostic;
    this.code = code;
    this.aftermath = aftermath;
    this.id = id;
  }

  /// A failure that esform detects itself.
  public static AwsFailure of(String summary, String detail) {
    return new AwsFailure(Diagnostic.error(summary, detail), "", Aftermath.NOTHING, null);
  }

  /// A permanent failure of an object, which has to be replaced.
  public static AwsFailure forGood(String summary, String detail) {
    return new AwsFailure(Diagnostic.error(summary, detail), "", Aftermath.LOST, null);
  }

  /// A wait that ended before the condition was met; it may still be met.
  public static AwsFailure whileWaiting(String summary, String detail) {
    return new AwsFailure(Diagnostic.error(summary, detail), "", Aftermath.UNDER_WAY, null);
  }

  /// The same failure with the id of the object that exists despite it.
  public AwsFailure withId(String id) {
    return new AwsFailure(diagnostic, code, aftermath, id);
  }

  public Diagnostic diagnostic() {
    return diagnostic;
  }

  /// The id of the object that exists despite the failure; null when none exists or it is unknown.
  public @Nullable String id() {
    return id;
  }

  /// Whether the next apply continues the failed creation.
  public boolean isUnfinished() {
    return switch (aftermath) {
      case UNKNOWN, UNREADABLE, UNDER_WAY -> true;
      case NOTHING -> id != null;
      case LOST -> false;
    };
  }

  /// AWS's error code, such as `InvalidVpcID.NotFound`; empty when AWS did not respond.
  public String code() {
    return code;
  }

  public boolean is(String... codes) {
    return Set.of(codes).contains(code);
  }

  /// Matches failures with one of these codes.
  public static Predicate<AwsFailure> code(String... codes) {
    return failure -> failure.is(codes);
  }

  /// Whether AWS reports that the object does not exist.
  public boolean isAbsence() {
    return code.endsWith("NotFound")
        || code.endsWith("NotFoundFault")
        || code.startsWith("NoSuch")
        || code.endsWith("NotFoundException");
  }

  /// Whether AWS reports that an object of that name exists.
  public boolean isDuplicate() {
    return code.endsWith(".Duplicate")
        || code.endsWith("AlreadyExists")
        || code.endsWith("AlreadyExistsFault")
        || code.endsWith("AlreadyExistsException")
        || code.equals("ResourceExistsException")
        || code.equals("BucketAlreadyOwnedByYou");
  }

  /// Whether a secret of that name is being deleted or is in its recovery window.
  public boolean isBeingDeleted() {
    return is("InvalidRequestException") && diagnostic.detail().contains("deletion");
  }

  /// Whether AWS refuses to delete the object because another one uses it.
  public boolean isStillInUse() {
    return is(
        "DependencyViolation",
        "DeleteConflict",
        "InvalidDBSubnetGroupStateFault",
        "InvalidDBParameterGroupState",
        "InvalidIPAddress.InUse");
  }

  /// Whether the call may have been executed despite the failure.
  public boolean isAmbiguous() {
    return aftermath == Aftermath.UNKNOWN || isUnreadable();
  }

  /// Whether the response cannot be used. Another attempt would get the same response.
  public boolean isUnreadable() {
    return aftermath == Aftermath.UNREADABLE;
  }
}
