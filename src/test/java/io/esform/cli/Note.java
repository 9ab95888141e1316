package io.esform.cli;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.provider.Connection;
import io.esform.provider.DataHolder;
import io.esform.provider.DataSource;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.testing.FakeProvider;
import io.esform.testing.FakeResourceType;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The types `note` and `page`, a note with nested blocks: a file in the folder `notes`, which a
/// story can change outside esform. If a folder `journals` exists, the journal is copied to it at
/// each call.
final class Note extends FakeResourceType implements DataHolder {

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

  private Note(FakeProvider provider, Schema schema, Path folder) {
    super(provider, schema);
    this.folder = folder;
  }

  /// The provider `notes` of these types and the data source `note`.
  static FakeProvider provider(Path directory) {
    var provider = new FakeProvider("notes");
    var note = new Note(provider, SCHEMA, directory.resolve("notes"));
    return provider
        .offer("note", note)
        .offer("page", new Note(provider, PAGE, directory.resolve("notes")))
        .offer("note", note.new Written());
  }

  /// The text `precious` is data in a database, `draft` a folder of a node.
  @Override
  public Optional<Loss> loss(ObjectValue state) {
    return switch (text(state, "text")) {
      case "precious" -> Optional.of(new Loss("all data in 2 notes: one, two", true));
      case "draft" -> Optional.of(new Loss("what is in /drafts: logs", false));
      default -> Optional.empty();
    };
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

  /// The data source `note`.
  private final class Written implements DataSource {

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

  private ApplyResponse write(ObjectValue note) {
    String said = text(note, "text");
    if (said.startsWith("refused")) {
      return new ApplyResponse(null, Diagnostics.of(Diagnostic.error("Note refused", said + ".")));
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
    return ApplyResponse.of(note.with("id", Value.of("notes/" + text(note, "name"))));
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
}
