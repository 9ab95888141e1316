package io.esform.cli.kill;

/// A moment at which the command of a story is killed.
///
/// @param number of the operation or the request, from 1
record KillPoint(Scene scene, Mode mode, int number) {

  String display() {
    String moment =
        switch (mode) {
          case Mode.AtOperation(var fault) -> "%s at operation %d".formatted(fault, number);
          case Mode.AtRequest(var when) -> "killed %s %d".formatted(when, number);
        };
    return scene.story().name() + ", " + moment;
  }
}
