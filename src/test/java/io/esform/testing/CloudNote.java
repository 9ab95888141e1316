package io.esform.testing;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.provider.ProviderDefinition;
import io.esform.provider.Recoverable;
import io.esform.provider.ResourceType;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The type `cloud_note`: a note on a {@link CloudServer}.
public final class CloudNote extends FakeResourceType implements Recoverable {

  private static final Schema SCHEMA =
      Schema.of(
          "A note.",
          AttributeSchema.required("name", Types.STRING, "Its name.").withReplacement(),
          AttributeSchema.required("text", Types.STRING, "What it says."),
          AttributeSchema.computed("id", Types.STRING, "Its id."));

  private CloudNote() {
    super(new FakeProvider("cloud"), SCHEMA);
  }

  /// The provider `cloud`; its argument `endpoint` is the address of the server.
  public static ProviderDefinition provider() {
    return new Provider();
  }

  private static final class Provider implements ProviderDefinition {

    @Override
    public String name() {
      return "cloud";
    }

    @Override
    public Schema configurationSchema() {
      return Schema.of(
          "A cloud.", AttributeSchema.required("endpoint", Types.STRING, "Its address."));
    }

    @Override
    public SequencedMap<String, ResourceType> resourceTypes() {
      var types = new LinkedHashMap<String, ResourceType>();
      types.put("cloud_note", new CloudNote());
      return types;
    }

    @Override
    public SequencedMap<String, DataSource> dataSources() {
      return new LinkedHashMap<>();
    }

    @Override
    public Diagnostics validateConfiguration(ObjectValue configuration) {
      return Diagnostics.none();
    }

    @Override
    public Connection connect(ObjectValue configuration) {
      return new Cloud(URI.create(text(configuration, "endpoint")), HttpClient.newHttpClient());
    }
  }

  /// The client of a server.
  private record Cloud(URI address, HttpClient http) implements Connection {

    /// @return the body of the answer; null if there is no such object
    @Nullable String ask(String method, String path, String body) throws IOException {
      try {
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(address.resolve(path))
                    .version(HttpClient.Version.HTTP_1_1)
                    .method(method, BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString());
        return answer.statusCode() == 404 ? null : answer.body();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted");
      }
    }

    @Override
    public void close() {
      http.close();
    }
  }

  private static @Nullable String ask(Connection connection, String... words) throws IOException {
    return ((Cloud) connection).ask(words[0], words[1], words.length > 2 ? words[2] : "");
  }

  private static Diagnostics failed(IOException failure) {
    return Diagnostics.of(Diagnostic.error("Cloud does not answer", failure + "."));
  }

  private static String content(ObjectValue note) {
    return text(note, "name") + "\n" + text(note, "text");
  }

  private static String path(ObjectValue note) {
    return "/notes/" + text(note, "id");
  }

  @Override
  public ApplyResponse create(Connection connection, CreateRequest request) {
    try {
      String id = ask(connection, "POST", "/notes/" + request.token(), content(request.planned()));
      if (id == null) {
        throw new IOException("no id");
      }
      request.progress().identified(id);
      return ApplyResponse.of(request.planned().with("id", Value.of(id)));
    } catch (IOException failure) {
      return new ApplyResponse(null, failed(failure), true);
    }
  }

  @Override
  public ApplyResponse update(Connection connection, UpdateRequest request) {
    try {
      ask(connection, "PUT", path(request.planned()), content(request.planned()));
      return ApplyResponse.of(request.planned());
    } catch (IOException failure) {
      return new ApplyResponse(request.prior(), failed(failure));
    }
  }

  @Override
  public Diagnostics delete(Connection connection, DeleteRequest request) {
    try {
      ask(connection, "DELETE", path(request.prior()));
      return Diagnostics.none();
    } catch (IOException failure) {
      return failed(failure);
    }
  }

  @Override
  public List<ReadResponse> read(Connection connection, List<ReadRequest> requests) {
    var responses = new ArrayList<ReadResponse>();
    for (ReadRequest request : requests) {
      ObjectValue prior = request.prior();
      try {
        String found = ask(connection, "GET", path(prior));
        responses.add(
            ReadResponse.of(
                found == null
                    ? null
                    : prior
                        .with("name", Value.of(CloudServer.Content.name(found)))
                        .with("text", Value.of(found.substring(found.indexOf('\n') + 1)))));
      } catch (IOException failure) {
        responses.add(new ReadResponse(null, failed(failure)));
      }
    }
    return responses;
  }

  @Override
  public FindResponse find(Connection connection, FindRequest request) {
    try {
      return FindResponse.of(ask(connection, "GET", "/tokens/" + request.token()));
    } catch (IOException failure) {
      return FindResponse.failed(failed(failure));
    }
  }
}
