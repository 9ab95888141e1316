package io.esform.simulation;

import static io.esform.schema.AttributeSchema.computed;
import static io.esform.schema.AttributeSchema.optional;
import static io.esform.schema.AttributeSchema.required;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.provider.Connection;
import io.esform.provider.Recoverable;
import io.esform.provider.ResourceType;
import io.esform.provider.Waiter;
import io.esform.schema.Schema;
import io.esform.simulation.VirtualCloud.Seen;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `sim_thing`: an object of the virtual cloud. It treats that API as a type of a real provider
/// does: repeats calls with the same token, waits until a new object runs, and takes an object for
/// absent only after reads must have seen it.
class ThingType implements ResourceType, Recoverable {

  private static final int ATTEMPTS = 3;
  private static final Schema SCHEMA =
      Schema.of(
          "An object.",
          required("name", Types.STRING, "The name."),
          optional("size", Types.NUMBER, "The size."),
          optional("kind", Types.STRING, "The kind.").withReplacement(),
          optional("parent", Types.STRING, "The id of another thing."),
          optional("password", Types.STRING, "A secret.").asSensitive(),
          computed("id", Types.STRING, "The id."));

  private final VirtualCloud cloud;
  private final SimulatedProcess process;
  private final Waiter waiter;

  ThingType(VirtualCloud cloud, SimulatedProcess process, Scheduler scheduler) {
    this.cloud = cloud;
    this.process = process;
    this.waiter =
        new Waiter(
            scheduler.clock(),
            process,
            new Waiter.Pauses(Duration.ofSeconds(2), Duration.ofSeconds(8)));
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
    return PlanResponse.of(request.proposed());
  }

  private static String idOf(ObjectValue object) {
    return object.attributes().get("id") instanceof StringValue(var id) ? id : "";
  }

  private static Diagnostics failed(String summary, Exception cause) {
    return Diagnostics.of(Diagnostic.error(summary, cause.getMessage() + "."));
  }

  /// Repeats a call; its last failure is thrown.
  protected <T extends @Nullable Object> T repeated(VirtualCloud.Call<T> call) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.execute();
      } catch (VirtualCloud.Ended ended) {
        throw ended;
      } catch (IOException failure) {
        if (attempt == ATTEMPTS) {
          throw failure;
        }
        process.delay(Duration.ofSeconds(1));
      }
    }
  }

  @Override
  public ApplyResponse create(Connection connection, CreateRequest request) {
    String id;
    boolean uncertain = false;
    for (int attempt = 1; ; attempt++) {
      try {
        id = cloud.create(process, request.address(), request.token(), request.planned());
        break;
      } catch (VirtualCloud.Rejected | VirtualCloud.Ended failure) {
        if (attempt == ATTEMPTS || failure instanceof VirtualCloud.Ended) {
          return new ApplyResponse(null, failed("Not created", failure), uncertain);
        }
      } catch (IOException failure) {
        uncertain = true;
        if (attempt == ATTEMPTS) {
          return new ApplyResponse(null, failed("Not created", failure), true);
        }
      }
      process.delay(Duration.ofSeconds(1));
    }
    request.progress().identified(id);
    return awaited(id, request.planned().with("id", Value.of(id)));
  }

  private ApplyResponse awaited(String id, ObjectValue made) {
    var seen = new Seen[1];
    try {
      Waiter.WaitResult result =
          waiter.await(
              () -> {
                Seen now = repeated(() -> cloud.read(process, id));
                seen[0] = now == null ? seen[0] : now;
                return now != null && (now.running() || now.failed());
              },
              Duration.ofMinutes(5));
      if (result != Waiter.WaitResult.REACHED) {
        return new ApplyResponse(made, failed("Not up", new IOException(id)), true);
      }
    } catch (IOException failure) {
      return new ApplyResponse(made, failed("State of the object unknown", failure), true);
    }
    return seen[0].failed()
        ? new ApplyResponse(made, failed("Half made", new IOException(id)))
        : ApplyResponse.of(made);
  }

  @Override
  public ApplyResponse update(Connection connection, UpdateRequest request) {
    String id = idOf(request.prior());
    try {
      repeated(() -> {
        cloud.update(process, id, request.planned());
        return "";
      });
      return ApplyResponse.of(request.planned());
    } catch (IOException failure) {
      return new ApplyResponse(null, failed("Not updated", failure));
    }
  }

  @Override
  public Diagnostics delete(Connection connection, DeleteRequest request) {
    try {
      repeated(() -> {
        cloud.delete(process, idOf(request.prior()));
        return "";
      });
      return Diagnostics.none();
    } catch (IOException failure) {
      return failed("Not deleted", failure);
    }
  }

  @Override
  public List<ReadResponse> read(Connection connection, List<ReadRequest> requests) {
    var responses = new ArrayList<ReadResponse>();
    for (ReadRequest request : requests) {
      try {
        Seen seen = patiently(() -> cloud.read(process, idOf(request.prior())));
        responses.add(ReadResponse.of(seen == null ? null : seen.attributes()));
      } catch (IOException failure) {
        responses.add(new ReadResponse(null, failed("Not read", failure)));
      }
    }
    return responses;
  }

  @Override
  public FindResponse find(Connection connection, FindRequest request) {
    try {
      return FindResponse.of(patiently(() -> cloud.find(process, request.token())));
    } catch (IOException failure) {
      return FindResponse.failed(failed("Not found", failure));
    }
  }

  /// Reads again until an object is found, or cannot be invisible any more.
  protected <T> @Nullable T patiently(VirtualCloud.Call<@Nullable T> read) throws IOException {
    T found = repeated(read);
    if (found == null) {
      process.delay(VirtualCloud.LAG);
      found = repeated(read);
    }
    return found;
  }
}
