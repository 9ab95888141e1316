package io.esform.config;

import io.esform.address.ProviderKey;
import io.esform.config.Settings.BackendSettings;
import io.esform.config.check.ConfigurationChecker;
import io.esform.config.check.ConfigurationChecker.Schemas;
import io.esform.config.decode.BackendDecoder;
import io.esform.config.decode.ConfigurationLoader;
import io.esform.config.decode.ConfigurationLoader.LoadResult;
import io.esform.config.graph.ReferenceGraph;
import io.esform.diag.DiagnosticSink;
import io.esform.eval.Evaluator;
import io.esform.eval.functions.FunctionEnvironment;
import io.esform.eval.functions.Functions;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.testing.ErrorMarkers;
import io.esform.testing.Golden;
import io.esform.testing.MemoryFiles;
import io.esform.testing.NoFiles;
import io.esform.value.Types;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// All errors that need no evaluation are reported in one run, each at its place.
class ConfigurationErrorsTest {

  private static final ProviderKey THINGS = new ProviderKey("things", null);

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Golden.resource("config/errors"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyMarkedErrorIsReportedAndNoOther(Path file) throws IOException {
    String text = Files.readString(file);
    var evaluator =
        new Evaluator(
            new Functions(
                new FunctionEnvironment(new NoFiles(), new TemplateReader(), Instant.EPOCH)));
    LoadResult loaded =
        ConfigurationLoader.load(".", new MemoryFiles(Map.of("main.esf", text)), evaluator);
    var sink = new DiagnosticSink();
    sink.report(loaded.diagnostics());
    sink.report(
        ConfigurationChecker.check(
            loaded.configuration(),
            ReferenceGraph.of(loaded.configuration().root(), _ -> Optional.of(THINGS)),
            new Schemas(Map.of("thing", thing()), Map.of(), Map.of("things", provider()))));
    BackendSettings backend = loaded.configuration().root().settings().backend();
    if (backend != null) {
      var backends = new TreeMap<>(Map.of("shelf", shelf()));
      sink.report(
          BackendDecoder.decode(
                  loaded.configuration().root(),
                  backend,
                  backends,
                  Map.of("height", Value.of(2), "secret", Value.sensitive(Value.of("x"))),
                  evaluator)
              .diagnostics());
    }
    ErrorMarkers.check(file.toString(), text, sink.toDiagnostics());
  }

  private static Schema shelf() {
    return Schema.of(
        "A shelf.",
        AttributeSchema.required("room", Types.STRING, "Where it is."),
        AttributeSchema.optional("height", Types.NUMBER, "How high it is."));
  }

  private static Schema provider() {
    return Schema.of(
        "Things.", AttributeSchema.optional("endpoint", Types.STRING, "Where they are."));
  }

  private static Schema thing() {
    Schema labelled =
        Schema.of("Labelled.", AttributeSchema.required("label", Types.ANY, "Its label."));
    return Schema.of(
        "A thing.",
        List.of(
            AttributeSchema.required("name", Types.STRING, "Its name."),
            AttributeSchema.optional("size", Types.NUMBER, "Its size."),
            AttributeSchema.computed("id", Types.STRING, "Its id.")),
        List.of(
            new NestedBlock("part", Nesting.SINGLE, false, labelled),
            new NestedBlock("item", Nesting.LIST, false, labelled)));
  }
}
