package io.esform.cli.kill;

import io.esform.cli.kill.Harm.Kind;
import java.util.List;
import java.util.TreeMap;

/// The numbers of kills and of broken promises, by place and command.
final class Account {

  /// @param missed processes that ended before the moment of the kill
  /// @param unlocked locks that the protocol of the server leaves to the user
  private record Row(int kills, int missed, int lost, int twice, int byHand, int unlocked) {

    static final Row NONE = new Row(0, 0, 0, 0, 0, 0);

    Row plus(Row other) {
      return new Row(
          kills + other.kills,
          missed + other.missed,
          lost + other.lost,
          twice + other.twice,
          byHand + other.byHand,
          unlocked + other.unlocked);
    }

    @Override
    public String toString() {
      return "%6d %6d %6d %6d %8d %9d".formatted(kills, missed, lost, twice, byHand, unlocked);
    }
  }

  private final TreeMap<String, Row> rows = new TreeMap<>();

  void add(Story story, boolean isKilled, List<Harm> harms, boolean isUnlocked) {
    rows.merge(
        story.name(),
        new Row(
            isKilled ? 1 : 0,
            isKilled ? 0 : 1,
            has(harms, Kind.LOST),
            has(harms, Kind.TWICE),
            has(harms, Kind.BY_HAND),
            isUnlocked ? 1 : 0),
        Row::plus);
  }

  private static int has(List<Harm> harms, Kind kind) {
    return harms.stream().anyMatch(harm -> harm.kind() == kind) ? 1 : 0;
  }

  /// @param possible the number of all moments
  String text(int possible) {
    var text = new StringBuilder();
    text.append(line(" kills missed   lost  twice  by hand  unlocked", ""));
    rows.forEach((name, row) -> text.append(line(row.toString(), name)));
    Row sum = rows.values().stream().reduce(Row.NONE, Row::plus);
    return text.append(line(sum.toString(), "of %d moments".formatted(possible))).toString();
  }

  private static String line(String numbers, String name) {
    return "%s  %s\n".formatted(numbers, name);
  }
}
