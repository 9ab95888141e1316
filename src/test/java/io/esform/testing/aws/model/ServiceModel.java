package io.esform.testing.aws.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The model of one service: `service-2.json`.
record ServiceModel(JsonNode json) {

  /// `bin/verify` installs botocore there with moto.
  private static final Path PYTHON = Path.of("target", "moto", "lib");

  private static final Map<String, ServiceModel> LOADED = new ConcurrentHashMap<>();
  private static final ObjectMapper JSON = new ObjectMapper();

  /// An operation of the service.
  record Operation(String name, JsonNode json) {}

  /// @param service by its name in signatures: `ec2`
  /// @return null if AWS has no such service
  static @Nullable ServiceModel of(String service) {
    return service.matches("[a-z0-9-]+")
        ? LOADED.computeIfAbsent(service, ServiceModel::load)
        : null;
  }

  private static @Nullable ServiceModel load(String service) {
    try {
      Path versions = models().resolve(service);
      if (!Files.isDirectory(versions)) {
        return null;
      }
      Path newest = newest(versions);
      try (InputStream packed = Files.newInputStream(newest.resolve("service-2.json.gz"));
          InputStream text = new GZIPInputStream(packed)) {
        return new ServiceModel(JSON.readTree(text));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Path newest(Path versions) throws IOException {
    try (Stream<Path> all = Files.list(versions)) {
      return all.sorted().reduce((_, later) -> later).orElseThrow();
    }
  }

  /// The folder of botocore's models, for any version of Python.
  private static Path models() throws IOException {
    try (Stream<Path> pythons = Files.list(PYTHON)) {
      return pythons
          .map(python -> python.resolve("site-packages/botocore/data"))
          .filter(Files::isDirectory)
          .findFirst()
          .orElseThrow(() -> new AssertionError("No botocore; bin/verify installs it."));
    }
  }

  String metadata(String name) {
    return json.path("metadata").path(name).asString("");
  }

  @Nullable Operation operation(String name) {
    JsonNode found = json.path("operations").path(name);
    return found.isMissingNode() ? null : new Operation(name, found);
  }

  Stream<Operation> operations() {
    return json.path("operations").properties().stream()
        .map(entry -> new Operation(entry.getKey(), entry.getValue()));
  }

  /// The shape of the operation's input; a structure without members if it has no input.
  Shape input(Operation operation) {
    JsonNode reference = operation.json().path("input");
    return reference.isMissingNode()
        ? new Shape(this, "(none)", JSON.readTree("{\"type\":\"structure\",\"members\":{}}"))
        : shape(reference.path("shape").asString());
  }

  Shape shape(String name) {
    return new Shape(this, name, json.path("shapes").path(name));
  }
}
