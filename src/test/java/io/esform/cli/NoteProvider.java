package io.esform.cli;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.provider.Connection;
import io.esform.provider.DataHolder;
import io.esform.provider.DataSource;
import io.esform.provider.ProviderDefinition;
import io.esform.provider.ResourceType;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A provider of a type and data source, `note`: a file in the folder `notes`, which a story can
/// change behind esform's back; and of the type `page`, a note with nested blocks. Where there is a
/// folder `journals`, it keeps in it what the journal held at each call.
final class NoteProvider implements ProviderDefinition, Connection {

  private static final Schema SCHEMA =
      Schema.of(
          "A note.",
          AttributeSchema.required("name", Types.STRING, "Its name.").withReplacement(),
          AttributeSchema.required("text", Types.STRING, "What it says."),
          AttributeSchema.computed("id", Types.STRING, "Its path."));

  private static final Schema PAGE =
      Schema.of(
          "A note with lines.",
          List.copyOf(SCHEMA.attributes().values()),
          List.of(
              new NestedBlock(
                  "line",
                  Nesting.LIST,
                  false,
                  Schema.of(
                      "A line below the text.",
                      AttributeSchema.required("text", Types.STRING, "What it says.")))));

  private final Path folder;

  NoteProvider(Path directory) {
    this.folder = directory.resolve("notes");
  }

  @Override
  public String name() {
    return "notes";
  }

  @Override
  public Schema configurationSchema() {
    return Schema.of("Nothing to configure.");
  }

  @Override
  public SequencedMap<String, ResourceType> resourceTypes() {
    var types = new LinkedHashMap<String, ResourceType>();
    types.put("note", new Note(SCHEMA));
    types.put("page", new Note(PAGE));
    return types;
  }

  @Override
  public SequencedMap<String, DataSource> dataSources() {
    var sources = new LinkedHashMap<String, DataSource>();
    sources.put("note", new WrittenNote());
    return sources;
  }

  @Override
  public Diagnostics validateConfiguration(ObjectValue configuration) {
    return Diagnostics.none();
  }

  @Override
  public Connection connect(ObjectValue configuration) {
    return this;
  }

  @Override
  public void close() {}

  private final class Note implements ResourceType, DataHolder {

    /// A precious text is data, a draft a folder of a node.
    @Override
    public Optional<Loss> loss(ObjectValue state) {
      String text = state.get("text") instanceof StringValue(var said) ? said : "";
      return switch (text) {
        case "precious" -> Optional.of(new Loss("all data in 2 notes: one, two", true));
        case "draft" -> Optional.of(new Loss("what is in /drafts: logs", false));
        default -> Optional.empty();
      };
    }

    private final Schema schema;

    private Note(Schema schema) {
      this.schema = schema;
    }

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public List<AttributeDiagnostic> validate(ObjectValue configuration) {
      String text = text(configuration, "text");
      return text.startsWith("invalid")
          ? List.of(new AttributeDiagnostic(AttributePath.of("text"), "Invalid note", text + "."))
          : List.of();
    }

    @Override
    public PlanResponse plan(PlanRequest request) {
      String text = text(request.configuration(), "text");
      return text.startsWith("noted")
          ? new PlanResponse(
              request.proposed(),
              List.of(),
              List.of(new Claim(text, AttributePath.of("text"))),
              List.of(text),
              text,
              List.of())
          : PlanResponse.of(request.proposed());
    }

    @Override
    public ApplyResponse create(Connection connection, CreateRequest request) {
      return write(request.planned());
    }

    @Override
    public ApplyResponse update(Connection connection, UpdateRequest request) {
      return write(request.planned());
    }

    @Override
    public Diagnostics delete(Connection connection, DeleteRequest request) {
      try {
        Files.deleteIfExists(file(request.prior()));
        return Diagnostics.none();
      } catch (IOException failure) {
        return Diagnostics.of(Diagnostic.error("Note stays", failure.toString()));
      }
    }

    @Override
    public List<ReadResponse> read(Connection connection, List<ReadRequest> requests) {
      return requests.stream().map(request -> ReadResponse.of(found(request.prior()))).toList();
    }
  }

  private final class WrittenNote implements DataSource {

    @Override
    public Schema schema() {
      return Schema.of(
          "A note that is there.",
          AttributeSchema.required("name", Types.STRING, "Its name."),
          AttributeSchema.computed("text", Types.STRING, "What it says."));
    }

    @Override
    public Response read(Connection connection, ObjectValue configuration) {
      ObjectValue note = found(configuration);
      return note == null
          ? new Response(
              null,
              Diagnostics.of(
                  Diagnostic.error(
                      "No such note",
                      "There is no note \"%s\".".formatted(text(configuration, "name")))))
          : new Response(note, Diagnostics.none());
    }
  }

  private ResourceType.ApplyResponse write(ObjectValue note) {
    String said = text(note, "text");
    if (said.startsWith("refused")) {
      return new ResourceType.ApplyResponse(
          null, Diagnostics.of(Diagnostic.error("Note refused", said + ".")));
    }
    if (said.startsWith("crash")) {
      throw new IllegalStateException(said);
    }
    try {
      Files.createDirectories(folder);
      keepJournal(text(note, "name"));
      Files.writeString(file(note), text(note, "text"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return ResourceType.ApplyResponse.of(note.with("id", Value.of("notes/" + text(note, "name"))));
  }

  private void keepJournal(String name) throws IOException {
    Path journal = folder.resolveSibling("esform.state.journal");
    Path journals = folder.resolveSibling("journals");
    if (Files.exists(journals) && Files.exists(journal)) {
      Files.copy(journal, journals.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private @Nullable ObjectValue found(ObjectValue note) {
    try {
      Path file = file(note);
      return Files.isRegularFile(file) ? note.with("text", Value.of(Files.readString(file))) : null;
    } catch (InvalidPathException _) {
      return null;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Path file(ObjectValue note) {
    return folder.resolve(text(note, "name"));
  }

  private static String text(ObjectValue note, String name) {
    return note.get(name) instanceof StringValue(var text) ? text : "";
  }
}
