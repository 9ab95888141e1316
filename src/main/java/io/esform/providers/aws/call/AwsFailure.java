package io.esform.providers.aws.call;

import io.esform.diag.Diagnostic;
import io.esform.es.Platform.PlatformException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A call of AWS that failed, in words for the user.
public final class AwsFailure extends PlatformException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final boolean ambiguous;

  /// @param code as AWS gives it, such as `InvalidVpcID.NotFound`; empty when AWS gave no answer
  /// @param ambiguous whether the call may have been carried out all the same
  AwsFailure(Diagnostic diagnostic, String code, boolean ambiguous, @Nullable String id) {
    super(diagnostic, id);
    this.code = code;
    this.ambiguous = ambiguous;
  }

  /// A failure that esform has found itself.
  public static AwsFailure of(String summary, String detail) {
    return new AwsFailure(Diagnostic.error(summary, detail), "", false, null);
  }

  /// The same, of an object that exists nevertheless.
  public AwsFailure withId(String id) {
    return new AwsFailure(diagnostic(), code, ambiguous, id);
  }

  /// As AWS gives it, such as `InvalidVpcID.NotFound`; empty when AWS gave no answer.
  public String code() {
    return code;
  }

  public boolean is(String... codes) {
    return Set.of(codes).contains(code);
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
    return is("InvalidRequestException") && diagnostic().detail().contains("deletion");
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
    return ambiguous;
  }
}
