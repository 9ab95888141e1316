package io.esform.cli.command;

import io.esform.address.ResourceInstanceAddress;
import io.esform.cli.project.ProjectLoader;
import io.esform.cli.project.ProjectLoader.LoadedProject;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.cli.view.StateView;
import io.esform.diag.Suggestion;
import io.esform.state.InstanceState;
import io.esform.state.State;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Shows one resource instance of the state.
final class StateShowCommand implements Command {

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            "state show",
            "Shows what the state holds of one resource instance.",
            "esform state show 'module.cluster.es_node.store[0]'")
        .addPositional(
            Specifications.parameter("ADDRESS", "As `esform state list` names it.", true));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    LoadedProject loaded = ProjectLoader.load(session);
    State state = StateReader.read(session, loaded);
    if (state == null) {
      return ExitCode.ERRORS;
    }
    String wanted = arguments.matchedPositionalValue(0, "");
    for (Map.Entry<ResourceInstanceAddress, InstanceState> entry : state.instances().entrySet()) {
      if (entry.getKey().toString().equals(wanted)) {
        var view = new StateView(session.style(), loaded.project()::schema);
        session.print(view.render(entry.getKey(), entry.getValue()));
        return ExitCode.DONE;
      }
    }
    List<String> known = state.instances().keySet().stream().map(Object::toString).toList();
    return session.fail(
        "Unknown address",
        "The state holds no resource instance \"%s\".%s All of them are listed by\n\n    esform state list"
            .formatted(wanted, Suggestion.didYouMean(wanted, known)));
  }
}
