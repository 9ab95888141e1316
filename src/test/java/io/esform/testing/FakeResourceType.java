package io.esform.testing;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.provider.Connection;
import io.esform.provider.Importable;
import io.esform.provider.Recoverable;
import io.esform.provider.ResourceType;
import io.esform.provider.Serving;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.testing.FakeProvider.Ending;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.util.List;
import java.util.Optional;

/// A type of {@link FakeProvider}: `name` replaces, the rest is updated in place, `id` and `echo`
/// (which repeats `size`) are known after apply.
final class FakeResourceType implements ResourceType, Recoverable, Importable, Serving {

  private static final Schema SCHEMA =
      Schema.of(
          "A thing.",
          AttributeSchema.optional("name", Types.STRING, "Replaces.").withReplacement(),
          AttributeSchema.optional("size", Types.NUMBER, "A number.").withDefault(Value.of(1)),
          AttributeSchema.optional("inputs", Types.list(Types.STRING), "What others gave."),
          AttributeSchema.optional("secret", Types.STRING, "A secret.").asSensitive(),
          AttributeSchema.optional("any", Types.ANY, "Anything."),
          AttributeSchema.computed("id", Types.STRING, "Its id."),
          AttributeSchema.computed("echo", Types.NUMBER, "Its size."),
          AttributeSchema.computed("down", Types.BOOL, "Set while it does not serve."));

  private final FakeProvider provider;
  private final boolean rollsOut;

  FakeResourceType(FakeProvider provider, boolean rollsOut) {
    this.provider = provider;
    this.rollsOut = rollsOut;
  }

  @Override
  public boolean rollsOut() {
    return rollsOut;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public List<AttributeDiagnostic> validate(ObjectValue configuration) {
    return List.of();
  }

  @Override
  public PlanResponse plan(PlanRequest request) {
    ObjectValue prior = request.prior();
    ObjectValue up = request.proposed().with("down", Value.nullOf(Types.BOOL));
    boolean sameSize = prior != null && prior.get("size").equals(up.get("size"));
    return PlanResponse.of(sameSize ? up : up.with("echo", Value.unknown(Types.NUMBER)));
  }

  @Override
  public ApplyResponse create(Connection connection, CreateRequest request) {
    String call = "create " + request.address();
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
      ObjectValue made =
          request.planned().with("id", Value.of(id)).with("echo", request.planned().get("size"));
      provider.world().put(id, made);
      request.progress().identified(id);
      request.progress().message("waiting for " + id);
      return ended(ending, call, made);
    } finally {
      provider.end(call);
    }
  }

  @Override
  public FindResponse find(Connection connection, FindRequest request) {
    return FindResponse.of(provider.madeBy(request.token()));
  }

  @Override
  public ApplyResponse update(Connection connection, UpdateRequest request) {
    String call = "update " + request.address();
    provider
        .readyTimeouts()
        .put(request.address(), String.valueOf(request.progress().readyTimeout()));
    Ending ending = provider.begin(call);
    try {
      if (ending != Ending.GOOD) {
        return new ApplyResponse(null, refused(call));
      }
      ObjectValue made = request.planned().with("echo", request.planned().get("size"));
      provider.world().put(idOf(made), made);
      return ApplyResponse.of(made);
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

  private static String idOf(ObjectValue object) {
    return object.get("id") instanceof StringValue(var id) ? id : "";
  }

  @Override
  public Diagnostics delete(Connection connection, DeleteRequest request) {
    String call = "delete " + request.address();
    Ending ending = provider.begin(call);
    try {
      if (ending != Ending.GOOD) {
        return refused(call);
      }
      provider.world().remove(idOf(request.prior()));
      return Diagnostics.none();
    } finally {
      provider.end(call);
    }
  }

  @Override
  public List<ReadResponse> read(Connection connection, List<ReadRequest> requests) {
    return requests.stream()
        .map(request -> ReadResponse.of(provider.world().get(idOf(request.prior()))))
        .toList();
  }

  @Override
  public boolean isDown(ObjectValue state) {
    return state.get("down").equals(Value.of(true));
  }

  @Override
  public String idForm() {
    return "an id such as id-1";
  }

  @Override
  public ImportResponse importState(Connection connection, ImportRequest request) {
    return ImportResponse.of(provider.world().get(request.id()));
  }

  @Override
  public Optional<String> importId(ObjectValue state) {
    return Optional.of(idOf(state));
  }
}
