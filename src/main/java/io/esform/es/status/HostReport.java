package io.esform.es.status;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The status document of a host, at most 4,000 bytes, as its script `probe` writes it.
///
/// @param instance the platform's id of the host that wrote it; empty where the document cannot be
///   that of another host
/// @param request the last request that the host has answered; empty for none
/// @param time when the host wrote it, by its own clock, as `2026-01-31T12:00:00Z`
/// @param boot the result of the last boot, or what it waits for: `ready 3`; empty for none
/// @param generation the last one that the host reported as ready; 0 for none
/// @param probes by name, in the order in which they ran: the failure, empty for none
/// @param versions of the software, by name
/// @param members the addresses of the hosts in its cluster, with its own; empty for no cluster
/// @param disk with the least free space; null if it is not known
public record HostReport(
    String instance,
    String request,
    String time,
    String boot,
    int generation,
    SequencedMap<String, String> probes,
    SequencedMap<String, String> versions,
    List<String> members,
    @Nullable Disk disk) {

  private static final String FAILED = "failed ";
  private static final int FORMAT = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public HostReport {
    probes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(probes));
    versions = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(versions));
    members = List.copyOf(members);
  }

  /// @param free in MiB
  /// @param size in MiB
  public record Disk(String path, long free, long size) {}

  /// The report of a document; empty if it is not one, or of another format.
  public static Optional<HostReport> parse(String document) {
    try {
      JsonNode root = JSON.readTree(document);
      return root.path("format").asInt(0) == FORMAT ? Optional.of(read(root)) : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static HostReport read(JsonNode root) {
    JsonNode disk = root.path("disk");
    var members = new ArrayList<String>();
    root.path("members").forEach(member -> members.add(member.asString("")));
    return new HostReport(
        root.path("instance").asString(""),
        root.path("request").asString(""),
        root.path("time").asString(""),
        root.path("boot").asString(""),
        root.path("generation").asInt(0),
        texts(root.path("probes")),
        texts(root.path("versions")),
        members,
        disk.isObject()
            ? new Disk(
                disk.path("path").asString(""),
                disk.path("free").asLong(0),
                disk.path("size").asLong(0))
            : null);
  }

  private static SequencedMap<String, String> texts(JsonNode object) {
    var texts = new LinkedHashMap<String, String>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
    return texts;
  }

  /// Whether its last boot has failed.
  public boolean isFailed() {
    return boot.startsWith(FAILED);
  }

  /// The failed probes, each as `NAME: WHY`, and a failed boot.
  public List<String> problems() {
    var problems = new ArrayList<String>();
    if (isFailed()) {
      problems.add("boot: " + boot.substring(FAILED.length()));
    }
    probes.forEach((name, failure) -> {
      if (!failure.isEmpty()) {
        problems.add(name + ": " + failure);
      }
    });
    return problems;
  }
}
