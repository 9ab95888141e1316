package io.esform.cli.command;

import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One command. Made only when it is the one that was asked for.
public interface Command {

  /// Its name, options and help; without the options that every command takes.
  CommandSpec specification();

  /// The options that it shares with others.
  default CommonOptions common() {
    return CommonOptions.NONE;
  }

  ExitCode run(Session session, ParseResult arguments);
}
