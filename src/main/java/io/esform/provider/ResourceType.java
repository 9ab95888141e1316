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
/// The core holds every implementation to this contract: a known planned attribute equals the
/// applied one; a configured attribute keeps its value; a new state is wholly known; a failing call
/// changes nothing that its response does not report. Values handed in and returned carry no
/// sensitive marks; the schema says what is sensitive. Safe for several threads.
public interface ResourceType {

  /// Its {@link Schema#version} grows with every change that a state of before does not fit, such
  /// as a renamed attribute or another type; the resource type is {@link UpgradesState} then. A new
  /// attribute is no such change: an object of before has null there; nor is one that is gone.
  Schema schema();

  /// Whether its objects are nothing but their state, so that no call changes anything else: such
  /// calls need no record before they are made. Every other type should be {@link Recoverable}.
  default boolean isStateOnly() {
    return false;
  }

  /// Whether instances of one resource serve in each other's place, so that updates and
  /// replacements go through them one at a time unless the configuration says otherwise.
  default boolean rollsOut() {
    return false;
  }

  /// Checks what one instance's configuration says, as far as it is known. A diagnostic's attribute
  /// is given by path; the core finds the source range.
  List<AttributeDiagnostic> validate(ObjectValue configuration);

  /// What could keep a later plan of this configuration from succeeding and depends on this
  /// machine, such as a file that is not there. Asked where nothing is planned; the core warns of
  /// it.
  default List<AttributeDiagnostic> doubts(ObjectValue configuration) {
    return List.of();
  }

  /// What the instance will be: the same answer for the same request. It asks nothing of any
  /// platform; it may look at files that the configuration names.
  PlanResponse plan(PlanRequest request);

  /// Makes the object. On an error after the object exists, the response still carries its state.
  ApplyResponse create(Connection connection, CreateRequest request);

  /// Changes the object in place.
  ApplyResponse update(Connection connection, UpdateRequest request);

  /// Removes the object; one that is already gone is a success.
  Diagnostics delete(Connection connection, DeleteRequest request);

  /// What keeps the object from being removed, such as its deletion protection; empty when nothing
  /// is known to. Asked at plan time for every planned DELETE and REPLACE: the core turns the
  /// answer into an error at the instance. It asks nothing of any platform.
  default Optional<AttributeDiagnostic> refusesDeletion(ObjectValue prior) {
    return Optional.empty();
  }

  /// Warnings about one instance, such as a certificate that expires soon; empty for none. Asked in
  /// every plan that creates, changes, replaces or keeps the instance. It asks nothing of any
  /// platform.
  ///
  /// @param prior what exists after the refresh; null when nothing does
  /// @param planned what the instance will be, with unknowns
  /// @param now the time of the plan
  default List<AttributeDiagnostic> warnings(
      @Nullable ObjectValue prior, ObjectValue planned, Instant now) {
    return List.of();
  }

  /// Reads what these objects are now, in as few calls as the platform allows; one answer per
  /// request, in order.
  List<ReadResponse> read(Connection connection, List<ReadRequest> requests);

  /// A fault in one attribute.
  record AttributeDiagnostic(AttributePath path, String summary, String detail) {}

  /// @param address the instance, as text
  /// @param prior what is known to exist; null when nothing does
  /// @param configuration what the configuration says; unset arguments are null values
  /// @param proposed the configuration merged with defaults and with the prior's computed
  ///   attributes; on creation computed attributes are unknown
  record PlanRequest(
      String address,
      @Nullable ObjectValue prior,
      ObjectValue configuration,
      ObjectValue proposed) {}

  /// @param planned the proposed object with whatever the provider knows better
  /// @param requiresReplacement changed paths that need a new object, besides those whose schema
  ///   says so
  /// @param claims what only one instance of a plan may hold
  /// @param notes lines that the plan shows below the instance
  /// @param effect what applying an update means for the service, in a few words without a final
  ///   stop: `restarts the server`; null when there is nothing to say
  /// @param faults errors that planning found; with any, `planned` is not used
  record PlanResponse(
      ObjectValue planned,
      List<AttributePath> requiresReplacement,
      List<Claim> claims,
      List<String> notes,
      @Nullable String effect,
      List<AttributeDiagnostic> faults) {

    public static PlanResponse of(ObjectValue planned) {
      return new PlanResponse(planned, List.of(), List.of(), List.of(), null, List.of());
    }

    public PlanResponse withClaims(List<Claim> claimed) {
      return new PlanResponse(planned, requiresReplacement, claimed, notes, effect, faults);
    }
  }

  /// Something that two instances may not both have, such as an address in a network.
  ///
  /// @param what names the thing in messages: `address 10.77.0.11 in 10.77.0.0/24`; equal texts
  ///   clash
  /// @param path the attribute that claims it
  /// @param handedOver whether a new object takes it over from the old one that it replaces, so
  ///   that both can exist for a while
  record Claim(String what, AttributePath path, boolean handedOver) {

    public Claim(String what, AttributePath path) {
      this(what, path, false);
    }
  }

  /// @param token 32 to 64 ASCII letters, digits and hyphens, the same for every try of this
  ///   creation and of no other
  record CreateRequest(String address, ObjectValue planned, String token, Progress progress) {}

  record UpdateRequest(
      String address, ObjectValue prior, ObjectValue planned, String token, Progress progress) {}

  record DeleteRequest(String address, ObjectValue prior, Progress progress) {}

  record ReadRequest(String address, ObjectValue prior) {}

  /// @param state what exists now; null when nothing does, or nobody knows
  /// @param unfinished of a creation with errors: whether it may still come to its end, since the
  ///   object is still coming up, or the outcome of a call is not known. The next apply then
  ///   continues the creation with its token. Otherwise an object that exists is replaced
  record ApplyResponse(@Nullable ObjectValue state, Diagnostics diagnostics, boolean unfinished) {

    /// Of a creation, the final outcome.
    public ApplyResponse(@Nullable ObjectValue state, Diagnostics diagnostics) {
      this(state, diagnostics, false);
    }

    public static ApplyResponse of(ObjectValue state) {
      return new ApplyResponse(state, Diagnostics.none());
    }
  }

  /// @param state what exists now; null when the object is gone
  record ReadResponse(@Nullable ObjectValue state, Diagnostics diagnostics) {

    public static ReadResponse of(@Nullable ObjectValue state) {
      return new ReadResponse(state, Diagnostics.none());
    }
  }
}
