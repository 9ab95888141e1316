package io.esform.provider;

import io.esform.diag.Diagnostics;
import io.esform.schema.Schema;
import io.esform.value.AttributePath;
import io.esform.value.Value.ObjectValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One managed resource type.
///
/// The core enforces this contract: a known planned attribute equals the applied one; a configured
/// attribute keeps its value; a new state is wholly known; a failing call changes nothing that its
/// response does not report. Arguments and results carry no sensitive marks; the schema marks
/// sensitive attributes. Thread-safe.
public interface ResourceType {

  /// The schema. A change that recorded objects do not fit, such as a renamed attribute or another
  /// type, increments its {@link Schema#version} and requires {@link UpgradesState}. An added or
  /// removed attribute does not: recorded objects have null for an added one.
  Schema schema();

  /// Whether its objects exist only in the state, so that calls change nothing else and need no
  /// journal record before they run. Every other type should be {@link Recoverable}.
  default boolean isStateOnly() {
    return false;
  }

  /// Whether instances of one resource provide the same service, so that updates and replacements
  /// change one at a time unless the configuration says otherwise.
  default boolean rollsOut() {
    return false;
  }

  /// Checks the known values of one instance's configuration. A diagnostic gives its attribute as a
  /// path; the core finds the source range.
  List<AttributeDiagnostic> validate(ObjectValue configuration);

  /// Conditions on this machine that could make a later plan of this configuration fail, such as a
  /// missing file. Called where nothing is planned; the core reports them as warnings.
  default List<AttributeDiagnostic> doubts(ObjectValue configuration) {
    return List.of();
  }

  /// Plans the new state of the instance: equal requests give equal responses. Calls no platform;
  /// may read files that the configuration names.
  PlanResponse plan(PlanRequest request);

  /// Creates the object. On an error after the object exists, the response still contains its
  /// state.
  ApplyResponse create(Connection connection, CreateRequest request);

  /// Changes the object in place.
  ApplyResponse update(Connection connection, UpdateRequest request);

  /// Removes the object; succeeds if it no longer exists.
  Diagnostics delete(Connection connection, DeleteRequest request);

  /// The reason why the object cannot be removed, such as deletion protection; empty for none.
  /// Called during planning for every planned DELETE and REPLACE: the core reports it as an error
  /// of the instance. Calls no platform.
  default Optional<AttributeDiagnostic> refusesDeletion(ObjectValue prior) {
    return Optional.empty();
  }

  /// Warnings about one instance, such as a certificate that expires soon; empty for none. Called
  /// in every plan that creates, changes, replaces or keeps the instance. Calls no platform.
  ///
  /// @param prior the object after the refresh; null when it does not exist
  /// @param planned the planned state, with unknowns
  /// @param now the time of the plan
  default List<AttributeDiagnostic> warnings(
      @Nullable ObjectValue prior, ObjectValue planned, Instant now) {
    return List.of();
  }

  /// Errors about one instance that depend on the time, such as an expired certificate; empty for
  /// none. Called under the same conditions as {@link #warnings}.
  default List<AttributeDiagnostic> faults(ObjectValue planned, Instant now) {
    return List.of();
  }

  /// Reads the current state of these objects, in as few calls as the platform allows; one response
  /// per request, in order.
  List<ReadResponse> read(Connection connection, List<ReadRequest> requests);

  /// A fault in one attribute.
  ///
  /// @param shared whether the fault concerns something that several instances use, such as a file:
  ///   a plan reports faults with the same text once
  record AttributeDiagnostic(AttributePath path, String summary, String detail, boolean shared) {

    public AttributeDiagnostic(AttributePath path, String summary, String detail) {
      this(path, summary, detail, false);
    }
  }

  /// @param address the instance, as text
  /// @param prior the existing object as known; null for none
  /// @param configuration the evaluated configuration; unset arguments are null values
  /// @param proposed the configuration merged with defaults and with the prior's computed
  ///   attributes; on creation computed attributes are unknown
  record PlanRequest(
      String address,
      @Nullable ObjectValue prior,
      ObjectValue configuration,
      ObjectValue proposed) {}

  /// @param planned the proposed object, with the attributes that the provider decides
  /// @param requiresReplacement changed paths that require a new object, in addition to those of
  ///   the schema
  /// @param claims resources that only one instance of a plan can have
  /// @param notes lines that the plan shows below the instance
  /// @param effect the effect of an update on the service, a short phrase without a full stop:
  ///   `restarts the server`; null for none
  /// @param faults errors of planning; if not empty, `planned` is ignored
  /// @param relations to other instances of the plan
  record PlanResponse(
      ObjectValue planned,
      List<AttributePath> requiresReplacement,
      List<Claim> claims,
      List<String> notes,
      @Nullable String effect,
      List<AttributeDiagnostic> faults,
      Relations relations) {

    /// Without relations.
    public PlanResponse(
        ObjectValue planned,
        List<AttributePath> requiresReplacement,
        List<Claim> claims,
        List<String> notes,
        @Nullable String effect,
        List<AttributeDiagnostic> faults) {
      this(planned, requiresReplacement, claims, notes, effect, faults, Relations.NONE);
    }

    public static PlanResponse of(ObjectValue planned) {
      return new PlanResponse(planned, List.of(), List.of(), List.of(), null, List.of());
    }

    public PlanResponse withPlanned(ObjectValue other) {
      return new PlanResponse(other, requiresReplacement, claims, notes, effect, faults, relations);
    }

    public PlanResponse withClaims(List<Claim> claimed) {
      return new PlanResponse(
          planned, requiresReplacement, claimed, notes, effect, faults, relations);
    }

    public PlanResponse withReplacements(List<AttributePath> paths) {
      return new PlanResponse(planned, paths, claims, notes, effect, faults, relations);
    }

    public PlanResponse withRelations(Relations other) {
      return new PlanResponse(planned, requiresReplacement, claims, notes, effect, faults, other);
    }
  }

  /// Something that two instances cannot have at the same time, such as an address in a network.
  ///
  /// @param what identifies the claim in messages: `address 10.77.0.11 in 10.77.0.0/24`; equal
  ///   texts conflict
  /// @param path of the attribute that makes the claim
  /// @param handedOver whether a new object takes the claim over from the object that it replaces,
  ///   so that both can exist for a while
  record Claim(String what, AttributePath path, boolean handedOver) {

    public Claim(String what, AttributePath path) {
      this(what, path, false);
    }
  }

  /// @param token 32 to 64 ASCII letters, digits and hyphens; all tries of this creation use it,
  ///   and no other creation
  record CreateRequest(String address, ObjectValue planned, String token, Progress progress) {}

  record UpdateRequest(
      String address, ObjectValue prior, ObjectValue planned, String token, Progress progress) {}

  record DeleteRequest(String address, ObjectValue prior, Progress progress) {}

  record ReadRequest(String address, ObjectValue prior) {}

  /// @param state the object after the call; null when none exists, or when that is unknown
  /// @param unfinished for a creation with errors: whether it may still succeed, because the object
  ///   is still starting or the result of a call is unknown. The next apply then continues the
  ///   creation with its token. Otherwise an existing object is replaced
  record ApplyResponse(@Nullable ObjectValue state, Diagnostics diagnostics, boolean unfinished) {

    /// For a creation with a final result.
    public ApplyResponse(@Nullable ObjectValue state, Diagnostics diagnostics) {
      this(state, diagnostics, false);
    }

    public static ApplyResponse of(ObjectValue state) {
      return new ApplyResponse(state, Diagnostics.none());
    }
  }

  /// @param state the current state; null when the object no longer exists
  record ReadResponse(@Nullable ObjectValue state, Diagnostics diagnostics) {

    public static ReadResponse of(@Nullable ObjectValue state) {
      return new ReadResponse(state, Diagnostics.none());
    }
  }
}
