package io.esform.cli.kill;

import io.esform.cli.FileFaultStory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A command that is killed.
///
/// @param from the place of the state before it
/// @param to the place of the state after it; another one for the move of a state
/// @param faults the preparation, the command and its outcomes
record Story(Place from, Place to, FileFaultStory faults) {

  private static final List<String> MOVE = List.of("init", "--migrate-state", "--auto-approve");
  private static final List<String> INIT = List.of("init");
  private static final String TYPE = "cloud_note";

  /// Commands that a server of one state refuses.
  private static final Set<String> ELSEWHERE = Set.of("workspace", "restore");

  boolean isMove() {
    return from != to;
  }

  String name() {
    return isMove()
        ? "%s to %s: init --migrate-state".formatted(from.display(), to.display())
        : from.display() + ": " + title();
  }

  /// The command, without its arguments.
  String title() {
    String first = faults.command().getFirst();
    boolean isGroup = first.equals("state") || first.equals("workspace");
    String words = isGroup ? first + " " + faults.command().get(1) : first;
    return faults.name().equals("update") ? "update" : words;
  }

  /// Whether there is a second workspace.
  boolean hasStaging() {
    return faults.then().contains(List.of("workspace", "new", "staging"))
        && !faults.name().contains("delete");
  }

  static List<Story> all(Servers servers) {
    var stories = new ArrayList<Story>();
    List<FileFaultStory> each =
        FileFaultStory.all().stream()
            .filter(story -> !story.command().contains("--out"))
            .map(Story::inCloud)
            .toList();
    for (Place place : Place.values()) {
      each.stream()
          .filter(story -> isPossible(place, story))
          .forEach(story -> stories.add(new Story(place, place, story)));
    }
    List<Place> ends = List.of(Place.LOCAL, Place.S3, Place.HTTP);
    FileFaultStory update = each.get(1);
    for (Place from : ends) {
      for (Place to : ends) {
        if (from != to) {
          stories.add(move(from, to, update, servers));
        }
      }
    }
    return stories;
  }

  /// GitLab differs from other servers only in its locks, so that a few commands suffice.
  private static boolean isPossible(Place place, FileFaultStory story) {
    return !place.isServer()
        || (story.command().stream().noneMatch(ELSEWHERE::contains)
            && (place == Place.HTTP || story.isGradual() || story.command().contains("mv")));
  }

  private static Story move(Place from, Place to, FileFaultStory applied, Servers servers) {
    boolean isOne = from.isServer() || to.isServer();
    List<List<String>> then =
        isOne
            ? List.of(INIT)
            : List.of(
                List.of("workspace", "new", "staging"),
                FileFaultStory.APPLY,
                List.of("workspace", "select", "default"),
                INIT);
    return new Story(
        from,
        to,
        new FileFaultStory(
            "move",
            applied.before(),
            then,
            List.of(servers.block(from), servers.block(to)),
            MOVE,
            applied.outcomes()));
  }

  /// The story with notes in the cloud instead of files.
  private static FileFaultStory inCloud(FileFaultStory story) {
    return new FileFaultStory(
        story.name(),
        all(story.before()),
        all(story.then()),
        inCloud(story.change()),
        inCloud(story.command()),
        story.outcomes().stream()
            .map(outcome -> Set.copyOf(inCloud(List.copyOf(outcome))))
            .toList());
  }

  private static List<List<String>> all(List<List<String>> commands) {
    return commands.stream().map(Story::inCloud).toList();
  }

  private static List<String> inCloud(List<String> words) {
    return words.stream().map(Story::inCloud).toList();
  }

  static String inCloud(String text) {
    return text.replaceAll("\\bnote\\b", TYPE);
  }
}
