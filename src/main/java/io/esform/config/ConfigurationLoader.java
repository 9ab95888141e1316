package io.esform.config;

import io.esform.config.Module.ResourceKey;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.SourceRange;
import io.esform.eval.Evaluator;
import io.esform.lang.ast.Body;
import io.esform.lang.ast.Body.BodyItem;
import io.esform.lang.ast.SourceFile;
import io.esform.lang.parser.ParseResult;
import io.esform.lang.parser.Parser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Loads a root directory and every module it calls.
public final class ConfigurationLoader {

  private static final String SUFFIX = ".esf";

  private final SourceFiles files;
  private final Evaluator evaluator;
  private final DiagnosticSink sink = new DiagnosticSink();
  private final TreeMap<String, String> sources = new TreeMap<>();
  private final Map<String, Body> bodies = new HashMap<>();

  private ConfigurationLoader(SourceFiles files, Evaluator evaluator) {
    this.files = files;
    this.evaluator = evaluator;
  }

  /// What could be loaded, also with errors.
  public record LoadResult(Configuration configuration, Diagnostics diagnostics) {}

  /// @param directory of the root module; `.` for the working directory
  /// @param evaluator for the constants that defaults of types are
  public static LoadResult load(String directory, SourceFiles files, Evaluator evaluator) {
    var loader = new ConfigurationLoader(files, evaluator);
    Module root = loader.loadModule(directory, List.of(), List.of(directory), null);
    return new LoadResult(new Configuration(root, loader.sources), loader.sink.toDiagnostics());
  }

  /// @param ancestors the directories of this module and of all that lead to it
  private Module loadModule(
      String directory, List<String> path, List<String> ancestors, @Nullable SourceRange calledAt) {
    Body body = bodies.get(directory);
    if (body == null) {
      body = parseDirectory(directory, calledAt);
      bodies.put(directory, body);
    }
    BiFunction<String, ModuleCallDecoder.Source, Module> children =
        (name, source) -> loadChild(directory, path, ancestors, name, source);
    return new ModuleDecoder(directory, path, evaluator, children, sink).decode(body);
  }

  private Module loadChild(
      String parent,
      List<String> parentPath,
      List<String> ancestors,
      String name,
      ModuleCallDecoder.Source source) {
    var path = new ArrayList<>(parentPath);
    path.add(name);
    String directory = Paths.resolve(parent, source.text());
    if (source.text().isEmpty()) {
      return emptyModule(directory, path);
    }
    if (!source.text().startsWith("./") && !source.text().startsWith("../")) {
      sink.error(
          "Unsupported module source",
          "The source \"%s\" is not a local path. A module's source starts with ./ or ../ and is relative to the directory of the calling file."
              .formatted(source.text()),
          source.range());
      return emptyModule(directory, path);
    }
    if (ancestors.contains(directory)) {
      sink.error(
          "Module calls itself",
          "The module in %s is called from inside itself, which would never end."
              .formatted(directory),
          source.range());
      return emptyModule(directory, path);
    }
    var longer = new ArrayList<>(ancestors);
    longer.add(directory);
    return loadModule(directory, path, longer, source.range());
  }

  private static Module emptyModule(String directory, List<String> path) {
    return new Module(
        directory,
        path,
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<ResourceKey, Resource>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        Refactoring.NONE,
        Settings.DEFAULT);
  }

  private Body parseDirectory(String directory, @Nullable SourceRange calledAt) {
    var items = new ArrayList<BodyItem>();
    List<String> names = list(directory, calledAt);
    for (String name : names) {
      items.addAll(parseFile(Paths.resolve(directory, name)).items());
    }
    return new Body(items, new SourceRange(directory, 1, 1, 1, 1, 0, 0));
  }

  private List<String> list(String directory, @Nullable SourceRange calledAt) {
    try {
      List<String> names = files.list(directory).stream().filter(n -> n.endsWith(SUFFIX)).toList();
      if (names.isEmpty()) {
        sink.error(
            "No configuration files",
            "The directory %s holds no file whose name ends in %s.".formatted(directory, SUFFIX)
                + (calledAt == null ? " Name another with --chdir DIR." : ""),
            calledAt);
      }
      return names;
    } catch (NoSuchFileException e) {
      sink.error("Directory not found", "There is no directory " + directory + ".", calledAt);
    } catch (IOException e) {
      sink.error(
          "Directory not readable",
          "The directory %s could not be read: %s.".formatted(directory, e.getMessage()),
          calledAt);
    }
    return List.of();
  }

  private Body parseFile(String path) {
    try {
      String text = files.read(path);
      sources.put(path, text);
      ParseResult<SourceFile> parsed = Parser.parseFile(path, text);
      sink.report(parsed.diagnostics());
      return parsed.value().body();
    } catch (CharacterCodingException e) {
      sink.error(
          "File is not UTF-8",
          "The file %s holds bytes that are not UTF-8 text. Save it as UTF-8.".formatted(path),
          null);
    } catch (IOException e) {
      sink.error(
          "File not readable",
          "The file %s could not be read: %s.".formatted(path, e.getMessage()),
          null);
    }
    return new Body(List.of(), new SourceRange(path, 1, 1, 1, 1, 0, 0));
  }
}
