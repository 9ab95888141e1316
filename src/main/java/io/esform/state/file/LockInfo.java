package io.esform.state.file;

import io.esform.diag.EsformBug;
import org.jspecify.annotations.Nullable;

/// A lock in the form of Terraform's `http` backend: a JSON object with the members `ID`,
/// `Operation`, `Info`, `Who`, `Version`, `Created` and `Path`, all texts.
///
/// @param id identifies this acquisition of the lock
/// @param info any text
/// @param who names a user or a process
/// @param version of the program
/// @param created a time in ISO 8601
public record LockInfo(
    String id, String operation, String info, String who, String version, String created) {

  public String format() {
    try {
      return JsonWriter.compact(
          new Json.Builder()
              .put("ID", Json.of(id))
              .put("Operation", Json.of(operation))
              .put("Info", Json.of(info))
              .put("Who", Json.of(who))
              .put("Version", Json.of(version))
              .put("Created", Json.of(created))
              .put("Path", Json.of(""))
              .build());
    } catch (StateFault fault) {
      throw new EsformBug("A lock has no JSON form.", fault);
    }
  }

  /// Null if the text is not the JSON of a lock. A missing member is empty.
  public static @Nullable LockInfo parse(String text) {
    try {
      var members = new ObjectReader(JsonReader.read(text));
      return members.text("ID").isEmpty()
          ? null
          : new LockInfo(
              members.text("ID"),
              textOf(members, "Operation"),
              textOf(members, "Info"),
              textOf(members, "Who"),
              textOf(members, "Version"),
              textOf(members, "Created"));
    } catch (StateFault _) {
      return null;
    }
  }

  private static String textOf(ObjectReader members, String name) {
    return members.find(name) instanceof Json.Text(var text, _) ? text : "";
  }
}
