package io.esform.providers.builtin;

import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.diag.Suggestion;
import io.esform.provider.Arguments;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.provider.Faults;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.providers.builtin.RemoteStates.Outputs;
import io.esform.providers.builtin.RemoteStates.Source;
import io.esform.providers.builtin.RemoteStates.StateKey;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `data "esform_remote_state"`: the outputs of another configuration, from its state.
final class RemoteStateSource implements DataSource {

  private static final String BACKEND = "backend";
  private static final String CONFIG = RemoteStates.CONFIG;
  private static final String WORKSPACE = RemoteStates.WORKSPACE;
  private static final String ENCRYPTION = RemoteStates.ENCRYPTION;
  private static final String DEFAULTS = "defaults";
  private static final String OUTPUTS = "outputs";
  private static final String KEY_FILE = "key_file";
  private static final String PASSPHRASE = "passphrase_environment";
  private static final String DEFAULT = "default";

  private static final Schema KEY_SCHEMA =
      Schema.of(
          "The key of the secrets in that state, if it is none of this configuration's keys."
              + " Needed only if an output is sensitive.",
          AttributeSchema.optional(
              KEY_FILE, Types.STRING, "The key file, relative to the configuration."),
          AttributeSchema.optional(
              PASSPHRASE, Types.STRING, "The environment variable that contains the passphrase."));

  private static final Schema SCHEMA =
      Schema.of(
          "The outputs of another configuration, from its state. Reads only: takes no lock, and"
              + " needs no other permission. While a run changes that configuration, the outputs"
              + " are those from before that run.",
          List.of(
              AttributeSchema.required(
                  BACKEND, Types.STRING, "The type of the backend: `local`, `s3` or `http`."),
              AttributeSchema.optional(
                  CONFIG,
                  Types.ANY,
                  "An object with the arguments of that backend, as in its `backend` block. Those"
                      + " that a block reads from the environment are read from it here, too. A"
                      + " relative path of `local` is relative to this configuration."),
              AttributeSchema.optional(WORKSPACE, Types.STRING, "The workspace of the state.")
                  .withDefault(Value.of(DEFAULT)),
              AttributeSchema.optional(
                  DEFAULTS,
                  Types.ANY,
                  "An object with values for outputs that the state does not have, or that are"
                      + " null. A missing state is an error nevertheless."),
              AttributeSchema.computed(
                  OUTPUTS,
                  Types.ANY,
                  "An object with the outputs by name. Sensitive outputs are sensitive here,"
                      + " too.")),
          List.of(new NestedBlock(ENCRYPTION, Nesting.SINGLE, false, KEY_SCHEMA)));

  private final RemoteStates states;

  RemoteStateSource(RemoteStates states) {
    this.states = states;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public List<AttributeDiagnostic> validate(ObjectValue configuration) {
    var arguments = Arguments.of(configuration);
    var faults = new Faults();
    checkDefaults(arguments, faults);
    checkEncryption(arguments, faults);
    if (arguments.text(WORKSPACE).filter(String::isEmpty).isPresent()) {
      faults.add(
          arguments.at(WORKSPACE),
          "Invalid workspace",
          "The name of a workspace must not be empty. Remove the argument for the workspace"
              + " \"default\".");
    }
    Optional<String> backend = arguments.text(BACKEND);
    if (backend.isPresent()) {
      checkBackend(backend.get(), arguments, faults);
    }
    return faults.toList();
  }

  private void checkBackend(String backend, Arguments arguments, Faults faults) {
    SortedMap<String, Schema> schemas = states.backends();
    Schema schema = schemas.get(backend);
    if (schema == null) {
      faults.add(
          arguments.at(BACKEND),
          "Unsupported backend type",
          "There is no backend type named \"%s\".%s The backend types are: %s."
              .formatted(
                  backend,
                  Suggestion.didYouMean(backend, schemas.keySet()),
                  String.join(", ", schemas.keySet())));
      return;
    }
    var wrong = new Faults();
    ObjectValue typed = typed(backend, schema, arguments, wrong);
    List<AttributeDiagnostic> found = wrong.toList();
    if (found.isEmpty() && arguments.isKnown(CONFIG)) {
      found = states.check(backend, typed);
    }
    found.forEach(faults::add);
  }

  private static ObjectValue typed(
      String backend, Schema schema, Arguments arguments, Faults faults) {
    Value config = arguments.value(CONFIG);
    Members given = Members.of(config, arguments.at(CONFIG));
    if (given == null) {
      faults.add(
          arguments.at(CONFIG),
          "Wrong type",
          "The argument \"config\" must be an object with the arguments of the backend: config = {"
              + " … }.");
      return schema.blank();
    }
    return given.typed(schema, "the backend \"" + backend + "\"", config.isKnown(), faults);
  }

  private static void checkDefaults(Arguments arguments, Faults faults) {
    if (Members.of(arguments.value(DEFAULTS), arguments.at(DEFAULTS)) == null) {
      faults.add(
          arguments.at(DEFAULTS),
          "Wrong type",
          "The argument \"defaults\" must be an object with the values by output: defaults = { …"
              + " }.");
    }
  }

  private static void checkEncryption(Arguments arguments, Faults faults) {
    Optional<Arguments> block = arguments.block(ENCRYPTION);
    if (block.isPresent() && block.get().isSet(KEY_FILE) == block.get().isSet(PASSPHRASE)) {
      faults.add(
          arguments.at(ENCRYPTION),
          "Invalid encryption",
          "An encryption block needs exactly one of key_file (a file with the key) and"
              + " passphrase_environment (the name of an environment variable with a passphrase).");
    }
  }

  @Override
  public List<AttributePath> sensitiveParts(ObjectValue configuration) {
    var arguments = Arguments.of(configuration);
    Schema schema = states.backends().get(arguments.text(BACKEND).orElse(""));
    Members given = Members.of(arguments.value(CONFIG), arguments.at(CONFIG));
    var paths = new ArrayList<AttributePath>();
    if (schema != null && given != null) {
      given
          .given()
          .forEach((name, each) -> {
            AttributeSchema attribute = schema.attribute(name);
            if (attribute != null && attribute.sensitive() && !each.value().isNull()) {
              paths.add(each.path());
            }
          });
    }
    return List.copyOf(paths);
  }

  @Override
  public Response read(Connection connection, ObjectValue configuration) {
    var arguments = Arguments.of(configuration);
    String backend = arguments.requiredText(BACKEND);
    Schema schema = states.backends().get(backend);
    var faults = new Faults();
    if (schema == null) {
      throw new EsformBug("The backend type \"" + backend + "\" was not checked.");
    }
    ObjectValue typed = typed(backend, schema, arguments, faults);
    if (!faults.toList().isEmpty()) {
      return Response.failed(faults.toList());
    }
    String workspace = arguments.text(WORKSPACE).orElse(DEFAULT);
    Outputs found = states.read(new Source(backend, typed, workspace, key(arguments)));
    SortedMap<String, Value> values = found.values();
    return values == null
        ? Response.failed(found.faults())
        : new Response(
            configuration
                .with(WORKSPACE, Value.of(workspace))
                .with(OUTPUTS, Value.objectOf(completed(values, arguments))),
            Diagnostics.none());
  }

  private static @Nullable StateKey key(Arguments arguments) {
    Arguments block = arguments.block(ENCRYPTION).orElse(null);
    if (block == null) {
      return null;
    }
    return block.value(KEY_FILE) instanceof StringValue(var path)
        ? new StateKey.KeyFile(path)
        : new StateKey.Passphrase(block.requiredText(PASSPHRASE));
  }

  /// The outputs with defaults for missing ones.
  private static SortedMap<String, Value> completed(
      SortedMap<String, Value> outputs, Arguments arguments) {
    var completed = new TreeMap<>(outputs);
    Members defaults = Members.of(arguments.value(DEFAULTS), arguments.at(DEFAULTS));
    if (defaults != null) {
      defaults
          .given()
          .forEach((name, each) -> {
            Value output = outputs.get(name);
            if (output == null || output.unmarked().isNull()) {
              completed.put(name, each.value());
            }
          });
    }
    return completed;
  }
}
