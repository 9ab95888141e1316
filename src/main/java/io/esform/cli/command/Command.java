package io.esform.cli.command;

import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// A command. Only the requested command is created.
public interface Command {

  /// Its own options and help; its name and the options that it shares with others are in {@link
  /// Commands}.
  CommandSpec specification();

  ExitCode run(Session session, ParseResult arguments);
}
