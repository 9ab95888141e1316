package io.esform.cli.command;

import io.esform.address.AddressParser;
import io.esform.address.ResourceInstanceAddress;
import io.esform.cli.operation.Locked;
import io.esform.cli.operation.OpenProject;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.config.evaluation.ImportTarget;
import io.esform.plan.PlanOptions;
import io.esform.plan.declared.SingleImport;
import io.esform.plan.existing.Imports.ImportResult;
import io.esform.plan.existing.Imports.ImportedObject;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Imports an existing object into the state.
final class ImportCommand implements Command {

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            """
            Imports an existing object into the state, at the address of a block in the
            configuration. The object is not changed. An import block in the configuration
            does the same as part of a plan, which shows the changes before the import.
            """,
            """
            esform import local_network.main cluster
            esform import 'es_dns_record.name["store"]' cluster/store.cluster.test
            """)
        .addPositional(
            Specifications.parameter("ADDRESS", "A block or instance in the configuration.", true))
        .addPositional(Specifications.second("ID", "The id of the object on its platform."));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    String text = arguments.matchedPositionalValue(0, "");
    String id = arguments.matchedPositionalValue(1, "");
    AddressParser.ParsedAddress<ResourceInstanceAddress> parsed = AddressParser.parseInstance(text);
    session.report(parsed.diagnostics());
    ResourceInstanceAddress address = parsed.address();
    if (address == null) {
      return ExitCode.ERRORS;
    }
    var target = new ImportTarget(address, id, false, null, null);
    try (OpenProject opened = OpenProject.open(session)) {
      return opened == null
          ? ExitCode.ERRORS
          : Locked.run(opened, "import", () -> underLock(opened, target));
    }
  }

  private static ExitCode underLock(OpenProject opened, ImportTarget target) {
    State prior = opened.load();
    if (prior == null) {
      return ExitCode.ERRORS;
    }
    if (opened.isInterrupted()) {
      return opened
          .session()
          .fail(
              "A run was interrupted",
              "The results of its last calls are unknown. Run esform apply to determine and record"
                  + " them, then import the object.");
    }
    ImportResult result = SingleImport.read(opened.inputs(PlanOptions.DEFAULT), prior, target);
    if (opened.report(result.diagnostics()) == ExitCode.ERRORS || result.objects().isEmpty()) {
      return ExitCode.ERRORS;
    }
    ImportedObject object = result.objects().getFirst();
    var instances = new TreeMap<>(prior.instances());
    instances.put(target.address(), object.state());
    Backend.Saved saved = opened.backend().save(prior.withInstances(instances));
    opened.report(saved.diagnostics());
    if (saved.diagnostics().hasErrors()) {
      return ExitCode.ERRORS;
    }
    opened
        .session()
        .print(
            "%s: imported [id=%s]\n\nTo see the changes that the configuration requires:\n\n    esform plan\n"
                .formatted(target.address(), object.shownId()));
    return ExitCode.DONE;
  }
}
