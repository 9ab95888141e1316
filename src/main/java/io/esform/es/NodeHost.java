package io.esform.es;

import io.esform.es.RenderedFiles.ChangedFile;
import io.esform.provider.Arguments;
import io.esform.provider.DataHolder.Loss;
import io.esform.provider.Faults;
import io.esform.provider.Relations;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.provider.ResourceType.Claim;
import io.esform.render.boot.BootFiles;
import io.esform.render.boot.BootFiles.HostRole;
import io.esform.render.carbon.CarbonChange;
import io.esform.render.carbon.CarbonRenderer;
import io.esform.render.cloudinit.HostFile;
import io.esform.render.pack.NodeChanges;
import io.esform.render.pack.PackSecrets;
import io.esform.render.patch.FileOverride;
import io.esform.render.patch.HostScript;
import io.esform.render.patch.PatchResult;
import io.esform.schema.Schema;
import io.esform.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `es_node`: an Enterprise Store node.
final class NodeHost implements HostKind {

  private static final Pattern MEMBER =
      Pattern.compile(
          "(?s)(<xsl:text>\\s*</xsl:text>)?<member>.*?</member>|(?m)^members = \\[.*?\\]$");

  /// The settings that Carbon reads when it starts.
  private static final Set<String> CARBON_SETTINGS =
      Set.of(
          "carbon_home",
          "carbon_port",
          "pack_sha256",
          "driver_sha256",
          "java_home",
          "java_sha256",
          "truststore",
          "jvm_initial",
          "jvm_maximum",
          "jvm_options");

  private final PackCheck packs;
  private final VersionCheck versions;
  private final PackKeystores keystores;

  NodeHost(InputFiles inputFiles) {
    this.packs = new PackCheck(inputFiles);
    this.versions = new VersionCheck(inputFiles);
    this.keystores = new PackKeystores(inputFiles);
  }

  @Override
  public String name() {
    return "node";
  }

  @Override
  public Schema schema() {
    return NodeSchema.NODE;
  }

  @Override
  public void check(Arguments host, Rules rules, Faults faults) {
    new NodeRules(host, rules, faults).check();
    HostProbes.check(host, NodeProbes.NAMES, rules, faults);
  }

  @Override
  public Map<List<String>, String> secretNames() {
    return Map.of(
        List.of("deployment_synchronizer", "password"),
        CarbonNodes.SVN_PASSWORD,
        List.of("pack", "truststore_password"),
        "truststore_password");
  }

  @Override
  public List<Secret> late() {
    return List.of(
        Secret.late("database_server", "database", "server_id"),
        Secret.late("load_balancer_certificate", "load_balancer_certificate"));
  }

  @Override
  public List<HostFile> files(Arguments host) {
    var files = new ArrayList<>(BootFiles.render(HostRole.NODE, settings(host)));
    files.add(HostFile.executable("/opt/esform/bin/pack-patch.py", HostScript.text()));
    files.add(HostFile.executable("/opt/esform/bin/toml-patch.py", HostScript.settingsText()));
    for (CarbonChange change : CarbonRenderer.render(CarbonNodes.of(host))) {
      files.add(HostFile.plain(change.path(), change.content()));
    }
    files.add(NodeProbes.of(host).file(host));
    files.addAll(overrides(host));
    var schemas = host.blockOrDefaults("schemas", NodeSchema.SCHEMAS);
    files.add(HostFile.plain("/etc/esform/schemas", schemaList(host, schemas)));
    schemas
        .textsByKey("overlay")
        .forEach(
            (path, content) -> files.add(HostFile.plain("/etc/esform/overlay/" + path, content)));
    return List.copyOf(files);
  }

  /// Only with their script, because user-data has a size limit.
  private static List<HostFile> overrides(Arguments host) {
    var files = new ArrayList<HostFile>();
    NodeOverrides.of(host)
        .forEach(
            each -> files.add(HostFile.plain(each.override().path(), each.override().content())));
    if (!files.isEmpty()) {
      files.add(
          HostFile.executable("/opt/esform/bin/override-patch.py", HostScript.overridesText()));
    }
    return files;
  }

  private static SequencedMap<String, String> settings(Arguments host) {
    var settings = HostSettings.common(host);
    var pack = host.requiredBlock("pack").withDefaults(NodeSchema.PACK);
    var database = host.requiredBlock("database").withDefaults(NodeSchema.DATABASE);
    var driver = database.requiredBlock("driver");
    var jvm = host.blockOrDefaults("jvm", NodeSchema.JVM);
    var schemas = host.blockOrDefaults("schemas", NodeSchema.SCHEMAS);
    Input java = NodeInputs.of(host).java().orElse(null);
    if (java == null) {
      settings.put("packages", settings.get("packages") + " " + pack.requiredText("java_package"));
    }
    settings.put("address", host.requiredText(HostSchema.ADDRESS));
    settings.put("members", String.join(" ", CarbonNodes.memberTexts(host)));
    settings.put("carbon_home", pack.requiredText("home"));
    settings.put("carbon_port", Integer.toString(CarbonNodes.HTTPS_PORT));
    settings.put("admin_user", CarbonNodes.of(host).administrator().user());
    settings.put("pack_url", Input.of(pack, "").map(Input::url).orElse(""));
    settings.put("pack_sha256", pack.requiredText("sha256"));
    settings.put("driver_url", Input.of(driver, "").map(Input::url).orElse(""));
    settings.put("driver_sha256", driver.requiredText("sha256"));
    settings.put("java_home", pack.text("java_home").orElse(""));
    if (java != null) {
      settings.put("java_url", java.url());
      settings.put("java_sha256", java.sha256());
    }
    settings.put("truststore", pack.requiredText("truststore"));
    settings.put("jvm_initial", jvm.requiredText("initial_memory"));
    settings.put("jvm_maximum", jvm.requiredText("maximum_memory"));
    settings.put("jvm_options", jvm.requiredText("options"));
    settings.put("database_host", database.requiredText("host"));
    settings.put("database_port", Integer.toString(database.requiredInteger("port")));
    settings.put("database_user", database.requiredText("user"));
    settings.put("databases_created", Boolean.toString(database.requiredFlag("create")));
    settings.put("database_users", database.requiredText("users"));
    settings.put("schemas_required", Boolean.toString(schemas.requiredFlag("required")));
    return settings;
  }

  /// One line per database: its name and its script.
  private static String schemaList(Arguments host, Arguments schemas) {
    var scripts = schemas.isSet("scripts") ? schemas.textsByKey("scripts") : standardScripts(host);
    return scripts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private static SortedMap<String, String> standardScripts(Arguments host) {
    var database = host.requiredBlock("database").withDefaults(NodeSchema.DATABASE);
    var scripts = new TreeMap<String, String>();
    scripts.put(database.requiredText("registry"), "dbscripts/mysql.sql");
    scripts.put(database.requiredText("users"), "dbscripts/mysql.sql");
    database.text("carbon").ifPresent(carbon -> scripts.put(carbon, "dbscripts/mysql.sql"));
    scripts.put(database.requiredText("identity"), "dbscripts/identity/mysql.sql");
    scripts.put(database.requiredText("social"), "dbscripts/social/mysql/resource.sql");
    database
        .text("storage")
        .ifPresent(storage -> scripts.put(storage, "dbscripts/storage/mysql/resource.sql"));
    return scripts;
  }

  @Override
  public List<Input> inputs(Arguments host) {
    return NodeInputs.of(host).all();
  }

  @Override
  public List<String> notesOfInputs(Arguments host) {
    return Stream.concat(
            NodeInputs.of(host).pack().stream()
                .flatMap(pack ->
                    packs.notes(pack, CarbonNodes.of(host), NodeOverrides.of(host)).stream()),
            versions.notes(host).stream())
        .toList();
  }

  /// The files of the pack after their changes and overrides, as they will be on the host.
  @Override
  public SortedMap<String, ChangedFile> results(Arguments host, List<HostFile> files) {
    Input pack = NodeInputs.of(host).pack().orElse(null);
    if (pack == null) {
      return new TreeMap<>();
    }
    var texts = new TreeMap<String, String>();
    files.forEach(file -> texts.put(file.path(), file.content()));
    NodeChanges changes = NodeChanges.of(texts);
    SortedMap<String, NodeChanges> byTarget = changes.byTarget();
    String home = host.requiredBlock("pack").withDefaults(NodeSchema.PACK).requiredText("home");
    var results = new TreeMap<String, ChangedFile>();
    packs
        .patched(pack, changes)
        .forEach((target, file) ->
            results.put(
                home + "/" + target,
                new ChangedFile(
                    byTarget.getOrDefault(target, changes).paths(),
                    file.isPresent(),
                    file.map(PatchResult::text).map(PackSecrets::hide).orElse(null),
                    file.map(PatchResult::original).map(PackSecrets::hide).orElse(null))));
    return results;
  }

  @Override
  public List<AttributeDiagnostic> faultsOfInputs(Arguments host) {
    return Stream.concat(
            NodeInputs.of(host).pack().stream()
                .flatMap(pack ->
                    packs.faults(pack, CarbonNodes.of(host), NodeOverrides.of(host)).stream()),
            versions.faults(host).stream())
        .toList();
  }

  @Override
  public boolean rollsOut() {
    return true;
  }

  @Override
  public String effect(HostChange change) {
    return restarts(change)
        ? "drains and restarts Carbon: unavailable for about a minute"
        : "in place: Carbon keeps running";
  }

  private static boolean restarts(HostChange change) {
    return change.secrets()
        || change.settings().stream().anyMatch(CARBON_SETTINGS::contains)
        || !javaPackage(change.prior()).equals(javaPackage(change.planned()))
        || change.files().stream().anyMatch(path -> path.startsWith(FileOverride.DIRECTORY))
        || change.files().stream()
            .filter(path -> path.startsWith(CarbonChange.DIRECTORY))
            .anyMatch(path ->
                !withoutMembers(change.before().getOrDefault(path, ""))
                    .equals(withoutMembers(change.after().getOrDefault(path, ""))));
  }

  private static Optional<String> javaPackage(Arguments host) {
    return host.block("pack").flatMap(pack -> pack.text("java_package"));
  }

  /// All other files of the pack's folder come from the pack and the configuration.
  @Override
  public Optional<Loss> loss(Arguments host) {
    var folders = new ArrayList<String>();
    if (host.block("database").flatMap(database -> database.text("carbon")).isEmpty()) {
      folders.add("repository/database (local registry)");
    }
    if (host.block("deployment_synchronizer").isEmpty()) {
      folders.add("repository/deployment (deployed artifacts)");
    }
    folders.add("repository/logs");
    var pack = host.requiredBlock("pack").withDefaults(NodeSchema.PACK);
    return Optional.of(
        new Loss(
            "files in " + pack.requiredText("home") + ": " + String.join(", ", folders), false));
  }

  /// Nodes read well-known members only when they join the cluster, so a change does not affect a
  /// running node.
  private static String withoutMembers(String change) {
    return MEMBER.matcher(change).replaceAll("");
  }

  @Override
  public List<AttributeDiagnostic> warnings(Arguments planned, Instant now) {
    return NodeInputs.of(planned).pack().stream()
        .flatMap(pack -> keystores.warnings(pack, now).stream())
        .toList();
  }

  @Override
  public Relations relations(Arguments host) {
    return NodeRelations.of(host, versions.product(host).orElse(null));
  }

  @Override
  public List<MemoryUse> memory(Arguments host) {
    return NodeMemory.of(host);
  }

  /// Each node has its own database for the local registry, unless `share_carbon` is set.
  @Override
  public List<Claim> claims(Arguments host) {
    return host
        .block("database")
        .map(block -> block.withDefaults(NodeSchema.DATABASE))
        .filter(database -> database.value("share_carbon").equals(Value.of(false)))
        .flatMap(NodeHost::ownRegistry)
        .stream()
        .toList();
  }

  private static Optional<Claim> ownRegistry(Arguments database) {
    return database
        .text("carbon")
        .flatMap(carbon -> database.text("host").map(server -> carbon + " on " + server))
        .map(registry -> new Claim("local registry " + registry, database.at("carbon")));
  }
}
