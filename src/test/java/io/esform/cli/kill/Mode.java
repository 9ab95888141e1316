package io.esform.cli.kill;

import io.esform.testing.FaultyDisk.Fault;
import io.esform.testing.KillSwitch.Moment;
import java.util.List;

/// The moment of a kill.
sealed interface Mode {

  List<Mode> ALL =
      List.of(
          new AtOperation(Fault.HALT_BEFORE),
          new AtOperation(Fault.HALT_HALF_WAY),
          new AtOperation(Fault.HALT_AFTER),
          new AtRequest(Moment.BEFORE_REQUEST),
          new AtRequest(Moment.BEFORE_ANSWER));

  /// At an operation on a file.
  record AtOperation(Fault fault) implements Mode {}

  /// At a request to a server.
  record AtRequest(Moment moment) implements Mode {}
}
