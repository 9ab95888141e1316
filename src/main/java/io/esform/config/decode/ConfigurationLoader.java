package io.esform.config.decode;

import io.esform.config.Configuration;
import io.esform.config.Module;
import io.esform.config.Module.ResourceKey;
import io.esform.config.Paths;
import io.esform.config.Refactoring;
import io.esform.config.Resource;
import io.esform.config.Settings;
import io.esform.config.SourceFiles;
import io.esform.config.UnreadableParts;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Loads a root directory and every module it calls.
public final class ConfigurationLoader {

  private static final String SUFFIX = ".esf";
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]*");

  private final SourceFiles files;
  private final Evaluator evaluator;
  private final DiagnosticSink sink = new DiagnosticSink();
  private final DiagnosticSink syntax = new DiagnosticSink();
  private final TreeMap<String, String> sources = new TreeMap<>();
  private final Set<String> brokenFiles = new HashSet<>();
  private final Map<String, ParsedFiles> directories = new HashMap<>();

  /// The content of the files of one directory.
  private record ParsedFiles(Body body, UnreadableParts gaps) {}

  private ConfigurationLoader(SourceFiles files, Evaluator evaluator) {
    this.files = files;
    this.evaluator = evaluator;
  }

  /// The loaded configuration; partial if there are errors.
  public record LoadResult(Configuration configuration, Diagnostics diagnostics) {}

  /// @param directory the directory of the root module; `.` for the working directory
  /// @param evaluator evaluates the constant defaults of types
  public static LoadResult load(String directory, SourceFiles files, Evaluator evaluator) {
    var loader = new ConfigurationLoader(files, evaluator);
    Module root = loader.loadModule(directory, List.of(), List.of(directory), null);
    var configuration = new Configuration(root, loader.sources, loader.brokenFiles);
    Diagnostics found =
        loader
            .sink
            .toDiagnostics()
            .where(diagnostic -> !configuration.isBroken(diagnostic.subject()));
    return new LoadResult(configuration, loader.syntax.toDiagnostics().and(found));
  }

  /// @param ancestors the directories of this module and of its calling modules
  private Module loadModule(
      String directory, List<String> path, List<String> ancestors, @Nullable SourceRange calledAt) {
    ParsedFiles read = directories.get(directory);
    if (read == null) {
      read = parseDirectory(directory, calledAt);
      directories.put(directory, read);
    }
    BiFunction<String, ModuleCallDecoder.Source, Module> children =
        (name, source) -> loadChild(directory, path, ancestors, name, source);
    return new ModuleDecoder(directory, path, evaluator, children, sink)
        .decode(read.body(), read.gaps());
  }

  private Module loadChild(
      String parent,
      List<String> parentPath,
      List<String> ancestors,
      String name,
      ModuleCallDecoder.Source source) {
    var path = new ArrayList<>(parentPath);
    path.add(name);
    String fault = Paths.fault(source.text());
    if (fault != null) {
      sink.error(
          "Invalid module source",
          "The source \"%s\" is not a path: %s.".formatted(Paths.shown(source.text()), fault),
          source.range());
      return emptyModule(parent, path);
    }
    String directory = Paths.resolve(parent, source.text());
    if (source.text().isEmpty()) {
      return emptyModule(directory, path);
    }
    if (!source.text().startsWith("./") && !source.text().startsWith("../")) {
      sink.error(
          "Unsupported module source",
          "The source \"%s\" is not a local path. The source of a module must start with ./ or ../ and is relative to the directory of the calling file."
              .formatted(source.text()),
          source.range());
      return emptyModule(directory, path);
    }
    if (ancestors.contains(directory)) {
      sink.error(
          "Module calls itself",
          "The module in %s calls itself, directly or through other modules.".formatted(directory),
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
        new LinkedHashMap<>(),
        Refactoring.NONE,
        Settings.DEFAULT,
        UnreadableParts.OPEN);
  }

  private ParsedFiles parseDirectory(String directory, @Nullable SourceRange calledAt) {
    var items = new ArrayList<BodyItem>();
    List<String> names = list(directory, calledAt);
    UnreadableParts gaps = names.isEmpty() ? UnreadableParts.OPEN : UnreadableParts.NONE;
    for (String name : names) {
      ParsedFiles file = parseFile(Paths.resolve(directory, name));
      items.addAll(file.body().items());
      gaps = file.gaps().isOpen() ? UnreadableParts.OPEN : gaps.and(file.gaps().names());
    }
    return new ParsedFiles(new Body(items, nowhere(directory)), gaps);
  }

  private static SourceRange nowhere(String path) {
    return new SourceRange(path, 1, 1, 1, 1, 0, 0);
  }

  private List<String> list(String directory, @Nullable SourceRange calledAt) {
    try {
      List<String> names = files.list(directory).stream().filter(n -> n.endsWith(SUFFIX)).toList();
      if (names.isEmpty()) {
        sink.error(
            "No configuration files",
            "The directory %s does not contain a file whose name ends in %s."
                    .formatted(directory, SUFFIX)
                + (calledAt == null ? " Use --chdir DIR for another directory." : ""),
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

  private ParsedFiles parseFile(String path) {
    try {
      String text = files.read(path);
      sources.put(path, text);
      ParseResult<SourceFile> parsed = Parser.parseFile(path, text);
      syntax.report(parsed.diagnostics());
      return new ParsedFiles(
          parsed.value().body(),
          parsed.diagnostics().hasErrors() ? broken(path, text) : UnreadableParts.NONE);
    } catch (CharacterCodingException e) {
      sink.error(
          "File is not UTF-8",
          "The file %s is not valid UTF-8 text. Save it as UTF-8.".formatted(path),
          null);
    } catch (IOException e) {
      sink.error(
          "File not readable",
          "The file %s could not be read: %s.".formatted(path, e.getMessage()),
          null);
    }
    return new ParsedFiles(new Body(List.of(), nowhere(path)), UnreadableParts.OPEN);
  }

  private UnreadableParts broken(String path, String text) {
    brokenFiles.add(path);
    return UnreadableParts.NONE.and(
        NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet()));
  }
}
