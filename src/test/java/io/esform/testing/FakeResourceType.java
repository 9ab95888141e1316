package io.esform.testing;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.provider.Connection;
import io.esform.provider.ResourceType;
import io.esform.schema.Schema;
import io.esform.testing.FakeProvider.Ending;
import io.esform.value.AttributePath;
import io.esform.value.Value;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A type of {@link FakeProvider} with the attributes of its schema; `id` is known after apply.
public class FakeResourceType implements ResourceType {

  private final FakeProvider provider;
  private final Schema schema;

  public FakeResourceType(FakeProvider provider, Schema schema) {
    this.provider = provider;
    this.schema = schema;
  }

  /// The text of an attribute; empty for none.
  protected static String text(ObjectValue object, String attribute) {
    return object.attributes().get(attribute) instanceof StringValue(var text) ? text : "";
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public List<AttributeDiagnostic> validate(ObjectValue configuration) {
    return configuration.attributes().get("size") instanceof NumberValue(var size)
            && size.signum() < 0
        ? List.of(
            new AttributeDiagnostic(
                AttributePath.of("size"), "Invalid size", "A size is at least 0."))
        : List.of();
  }

  @Override
  public PlanResponse plan(PlanRequest request) {
    ObjectValue planned = planned(request);
    String name = text(planned, "name");
    PlanResponse response = PlanResponse.of(planned);
    return provider.claimsNames() && !name.isEmpty()
        ? response.withClaims(List.of(new Claim("name " + name, AttributePath.of("name"))))
        : response;
  }

  ObjectValue planned(PlanRequest request) {
    return request.proposed();
  }

  /// The created or updated object of a plan.
  ObjectValue made(ObjectValue planned) {
    return planned;
  }

  /// The object after an update that failed half way.
  ObjectValue halfMade(ObjectValue made) {
    return made;
  }

  @Override
  public Optional<AttributeDiagnostic> refusesDeletion(ObjectValue prior) {
    return text(prior, "name").equals("held")
        ? Optional.of(new AttributeDiagnostic(AttributePath.of("name"), "Held", "It is held."))
        : Optional.empty();
  }

  @Override
  public ApplyResponse create(Connection connection, CreateRequest request) {
    String call = provider.call("create", request.address(), request.planned());
    Ending ending = provider.begin(call);
    try {
      provider.request(request.token(), request.planned());
      if (ending == Ending.REFUSED) {
        return new ApplyResponse(null, refused(call));
      }
      if (ending == Ending.UNKNOWN) {
        return new ApplyResponse(null, refused(call), true);
      }
      String id = provider.idFor(request.token());
      ObjectValue made = made(request.planned().with("id", Value.of(id)));
      provider.world().put(id, made);
      request.progress().identified(id);
      request.progress().message("waiting for " + id);
      return ended(ending, call, made);
    } finally {
      provider.end(call);
    }
  }

  @Override
  public ApplyResponse update(Connection connection, UpdateRequest request) {
    String call = provider.call("update", request.address(), request.planned());
    provider
        .readyTimeouts()
        .put(request.address(), String.valueOf(request.progress().readyTimeout()));
    Ending ending = provider.begin(call);
    try {
      if (ending != Ending.GOOD && ending != Ending.HALF_MADE) {
        return new ApplyResponse(null, refused(call));
      }
      ObjectValue made = made(request.planned());
      ObjectValue left = ending == Ending.GOOD ? made : halfMade(made);
      provider.world().put(text(left, "id"), left);
      return new ApplyResponse(left, ending == Ending.GOOD ? Diagnostics.none() : refused(call));
    } finally {
      provider.end(call);
    }
  }

  private static ApplyResponse ended(Ending ending, String call, ObjectValue made) {
    return switch (ending) {
      case GOOD, REFUSED, UNKNOWN -> ApplyResponse.of(made);
      case HALF_MADE -> new ApplyResponse(made, refused(call));
      case COMING_UP -> new ApplyResponse(made, refused(call), true);
      case CRASH -> throw new IllegalStateException("out of order");
      case BREAKDOWN -> throw new LinkageError("a library is missing");
      case LIE -> ApplyResponse.of(made.with("size", Value.of(-1)));
    };
  }

  private static Diagnostics refused(String call) {
    return Diagnostics.of(Diagnostic.error("Call refused", "It was told to refuse: " + call + "."));
  }

  @Override
  public Diagnostics delete(Connection connection, DeleteRequest request) {
    String call = provider.deleteCall(request.address());
    Ending ending = provider.begin(call);
    try {
      if (ending != Ending.GOOD) {
        return refused(call);
      }
      provider.world().remove(text(request.prior(), "id"));
      return Diagnostics.none();
    } finally {
      provider.end(call);
    }
  }

  @Override
  public List<ReadResponse> read(Connection connection, List<ReadRequest> requests) {
    return requests.stream()
        .map(request -> {
          provider.noteRead(request.address());
          return ReadResponse.of(found(request.prior()));
        })
        .toList();
  }

  /// The prior state, updated with the attributes of the existing object.
  private @Nullable ObjectValue found(ObjectValue prior) {
    ObjectValue present = provider.world().get(text(prior, "id"));
    if (present == null) {
      return null;
    }
    ObjectValue now = prior;
    for (var attribute : present.attributes().entrySet()) {
      now = now.with(attribute.getKey(), attribute.getValue());
    }
    return now;
  }
}
