package io.esform.cli.command;

import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Shows the version.
final class VersionCommand implements Command {

  @Override
  public CommandSpec specification() {
    return Specifications.command("Prints the version.", "esform version");
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    session.printLine("esform " + session.environment().version());
    return ExitCode.DONE;
  }
}
