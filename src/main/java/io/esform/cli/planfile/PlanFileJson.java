package io.esform.cli.planfile;

import io.esform.address.AddressParser;
import io.esform.address.Target;
import io.esform.cli.project.ReadFiles;
import io.esform.plan.PlanMode;
import io.esform.plan.PlanOptions;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes and reads plan files as JSON text.
public final class PlanFileJson {

  private static final String FORMAT = "esform plan 3";
  private static final String DIGEST = "digest";
  private static final int LAST_YEAR = 9999;

  private PlanFileJson() {}

  /// The text is not a plan file of this format.
  public static final class NotAPlanFile extends Exception {
    private static final long serialVersionUID = 1L;

    NotAPlanFile(String message) {
      super(message);
    }
  }

  /// The text; ends with a line feed.
  public static String write(PlanFile file) {
    JsonMapper mapper = JsonMapper.shared();
    ObjectNode root = mapper.createObjectNode();
    root.put("format", FORMAT);
    root.put("esform_version", file.esformVersion());
    root.put("plan_time", file.planTime().toString());
    root.put("workspace", file.workspace());
    root.put("directory", file.directory());
    PlanOptions options = file.options();
    root.put("mode", name(options.mode()));
    root.put("refresh", options.refresh());
    writeTargets(root.putArray("targets"), options.targets());
    writeTargets(root.putArray("excludes"), options.excludes());
    writeTargets(root.putArray("replacements"), options.replacements());
    ReadFiles snapshot = file.snapshot();
    root.put("working_directory", snapshot.workingDirectory());
    root.put("home", snapshot.home());
    writeLists(root.putObject("listings"), snapshot.listings());
    ObjectNode contents = root.putObject("contents");
    snapshot.contents().forEach(contents::put);
    ObjectNode existing = root.putObject("existing");
    snapshot.existing().forEach(existing::put);
    writeLists(root.putObject("matches"), snapshot.matches());
    root.put("variables", file.variables());
    root.put("inputs", file.inputs());
    root.put("recorded_state", file.recordedState());
    if (!file.priorState().equals(file.recordedState())) {
      root.put("prior_state", file.priorState());
    }
    root.put("journaled", file.journaled());
    root.put("plan", file.planJson());
    root.put(DIGEST, digest(root));
    return mapper.writeValueAsString(root) + "\n";
  }

  private static String name(PlanMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  /// The digest of all members except the digest itself. Detects damaged and edited files.
  private static String digest(ObjectNode root) {
    ObjectNode rest = root.deepCopy();
    rest.remove(DIGEST);
    return ReadFiles.digest(
        JsonMapper.shared().writeValueAsString(rest).getBytes(StandardCharsets.UTF_8));
  }

  private static void writeTargets(ArrayNode array, List<Target> targets) {
    targets.forEach(target -> array.add(target.toString()));
  }

  private static void writeLists(ObjectNode object, SortedMap<String, List<String>> lists) {
    lists.forEach((name, elements) -> {
      ArrayNode array = object.putArray(name);
      elements.forEach(array::add);
    });
  }

  /// @throws NotAPlanFile with a sentence about the fault
  public static PlanFile read(String text) throws NotAPlanFile {
    try {
      JsonNode root = JsonMapper.shared().readTree(text);
      if (!FORMAT.equals(root.path("format").asString(""))) {
        throw new NotAPlanFile("It is not a plan file, or another version of esform created it.");
      }
      if (!(root instanceof ObjectNode object)
          || !root.path(DIGEST).asString("").equals(digest(object))) {
        throw new NotAPlanFile("It has been edited since it was written, or it is damaged.");
      }
      return read(root);
    } catch (JacksonException | IllegalArgumentException | DateTimeException _) {
      throw new NotAPlanFile("It is not a plan file, or it is damaged.");
    }
  }

  private static PlanFile read(JsonNode root) throws NotAPlanFile {
    var snapshot =
        new ReadFiles(
            map(root, "listings", PlanFileJson::strings),
            map(root, "contents", JsonNode::asString),
            map(root, "existing", JsonNode::asBoolean),
            map(root, "matches", PlanFileJson::strings),
            text(root, "working_directory"),
            text(root, "home"));
    snapshot.check();
    ReadFiles.checkPath(text(root, "directory"));
    KeptChecks.of(text(root, "plan"));
    return new PlanFile(
        text(root, "esform_version"),
        planTime(root),
        text(root, "workspace"),
        text(root, "directory"),
        options(root),
        text(root, "recorded_state"),
        text(root, root.has("prior_state") ? "prior_state" : "recorded_state"),
        root.path("journaled").asLong(0),
        text(root, "variables"),
        text(root, "inputs"),
        snapshot,
        text(root, "plan"));
  }

  /// A time in the range that the functions of a configuration support.
  private static Instant planTime(JsonNode root) throws NotAPlanFile {
    Instant time = Instant.parse(text(root, "plan_time"));
    int year = time.atOffset(ZoneOffset.UTC).getYear();
    if (year < 1 || year > LAST_YEAR) {
      throw new NotAPlanFile("Its time \"%s\" is out of range.".formatted(time));
    }
    return time;
  }

  private static PlanOptions options(JsonNode root) throws NotAPlanFile {
    return new PlanOptions(
        mode(root),
        root.path("refresh").asBoolean(true),
        targets(root, "targets"),
        targets(root, "excludes"),
        targets(root, "replacements"));
  }

  private static List<Target> targets(JsonNode root, String name) throws NotAPlanFile {
    var targets = new ArrayList<Target>();
    for (String text : strings(root.path(name))) {
      Target target = AddressParser.parseTarget(text).address();
      if (target == null) {
        throw new NotAPlanFile("It has the invalid address \"%s\".".formatted(text));
      }
      targets.add(target);
    }
    return targets;
  }

  private static PlanMode mode(JsonNode root) throws NotAPlanFile {
    String name = text(root, "mode");
    for (PlanMode mode : PlanMode.values()) {
      if (name(mode).equals(name)) {
        return mode;
      }
    }
    throw new NotAPlanFile("It has an unknown mode \"" + name + "\".");
  }

  private static String text(JsonNode root, String name) throws NotAPlanFile {
    JsonNode value = root.path(name);
    if (!value.isString()) {
      throw new NotAPlanFile("It has no \"" + name + "\".");
    }
    return value.asString();
  }

  private static <T> SortedMap<String, T> map(
      JsonNode root, String name, Function<JsonNode, T> reader) {
    var map = new TreeMap<String, T>();
    root.path(name)
        .propertyStream()
        .forEach(entry -> map.put(entry.getKey(), reader.apply(entry.getValue())));
    return map;
  }

  private static List<String> strings(JsonNode array) {
    var strings = new ArrayList<String>();
    array.forEach(element -> strings.add(element.asString()));
    return strings;
  }
}
