package io.esform.providers.aws.type;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.provider.Arguments;
import io.esform.provider.Connection;
import io.esform.provider.DataHolder;
import io.esform.provider.Faults;
import io.esform.provider.PartlyReadable;
import io.esform.provider.Recoverable;
import io.esform.provider.ResourceType;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import io.esform.providers.aws.type.NativeKind.Completion;
import io.esform.providers.aws.type.NativeKind.Creation;
import io.esform.providers.aws.type.NativeKind.ObjectState;
import io.esform.providers.aws.type.NativeKind.ObjectToRead;
import io.esform.providers.aws.type.NativeKind.Removal;
import io.esform.providers.aws.type.NativeKind.Revision;
import io.esform.providers.aws.type.NativeKind.Search;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A native type: one kind of AWS object.
public final class NativeType implements ResourceType, Recoverable, PartlyReadable, DataHolder {

  static final String ID = "id";
  static final String TAGS = "tags";
  static final String MISSING_DEFAULT_TAGS = "missing_default_tags";

  private final NativeKind kind;
  private final Schema schema;

  public NativeType(NativeKind kind) {
    this.kind = kind;
    this.schema = schema(kind);
  }

  private static Schema schema(NativeKind kind) {
    var attributes = new ArrayList<>(kind.attributes());
    attributes.add(
        AttributeSchema.optional(
            TAGS, Types.map(Types.STRING), "Its tags. They override the provider's default tags."));
    attributes.add(AttributeSchema.computed(ID, Types.STRING, "Its id."));
    attributes.add(
        AttributeSchema.computed(
            MISSING_DEFAULT_TAGS,
            Types.list(Types.STRING),
            "The provider's default tags that it does not have; null for none. The next apply adds"
                + " them."));
    return Schema.of(kind.description(), attributes, kind.blocks());
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public List<AttributeDiagnostic> validate(ObjectValue configuration) {
    var faults = new Faults();
    Arguments arguments = Arguments.of(configuration);
    for (String key : arguments.textsByKey(TAGS).keySet()) {
      if (key.startsWith("aws:") || key.startsWith("esform:")) {
        faults.add(
            AttributePath.of(TAGS),
            "Reserved tag",
            "The tag \""
                + key
                + "\" cannot be set: the prefixes \"aws:\" and \"esform:\" are reserved.");
      }
    }
    kind.check(arguments, faults);
    return faults.toList();
  }

  @Override
  public PlanResponse plan(PlanRequest request) {
    ObjectValue proposed = request.proposed().with(MISSING_DEFAULT_TAGS, keys(List.of()));
    var asked =
        new PlanRequest(request.address(), request.prior(), request.configuration(), proposed);
    return kind.plan(asked).withClaims(kind.claims(asked)).withRelations(kind.relations(asked));
  }

  @Override
  public Optional<Loss> loss(ObjectValue state) {
    return kind.loss(Arguments.of(state));
  }

  @Override
  public ApplyResponse create(Connection connection, CreateRequest request) {
    var aws = (AwsConnection) connection;
    Arguments planned = Arguments.of(request.planned());
    Creation creation = creation(aws, planned, request);
    String id;
    try {
      id = aws.guard(() -> new Maker(kind, aws).make(creation));
    } catch (AwsFailure failure) {
      return new ApplyResponse(
          null, diagnostics(failure, request.address()), failure.isUnfinished());
    }
    request.progress().identified(id);
    try {
      var completion = new Completion(id, planned, creation.tags(), request.progress());
      aws.guard(() -> kind.complete(aws, completion));
      return ApplyResponse.of(aws.guard(() -> applied(aws, id, request.planned())));
    } catch (AwsFailure failure) {
      return new ApplyResponse(
          halfMade(id, request.planned()),
          diagnostics(failure, request.address()),
          failure.withId(id).isUnfinished());
    }
  }

  private static Creation creation(AwsConnection aws, Arguments planned, CreateRequest request) {
    var tags = Tags.ofNew(aws, planned.textsByKey(TAGS), request.address(), request.token());
    return new Creation(request.address(), planned, request.token(), tags, request.progress());
  }

  /// The new state: the planned values, and AWS's values of unknown attributes.
  private ObjectValue applied(AwsConnection aws, String id, ObjectValue planned) throws AwsFailure {
    ObjectState found =
        kind.read(aws, List.of(new ObjectToRead(id, Arguments.of(planned)))).get(id);
    if (found == null) {
      throw AwsFailure.of(
          "Object not found", "AWS created the object " + id + ", but does not return it.");
    }
    ObjectValue state = planned.with(ID, Value.of(id));
    for (Map.Entry<String, Value> attribute : found.attributes().entrySet()) {
      if (!state.get(attribute.getKey()).isWhollyKnown()) {
        state = state.with(attribute.getKey(), attribute.getValue());
      }
    }
    return known(state);
  }

  private ObjectValue halfMade(String id, ObjectValue planned) {
    return known(planned.with(ID, Value.of(id)).with(MISSING_DEFAULT_TAGS, keys(List.of())));
  }

  /// A state has no unknown values.
  private static ObjectValue known(ObjectValue object) {
    ObjectValue known = object;
    for (Map.Entry<String, Value> attribute : object.attributes().entrySet()) {
      if (!attribute.getValue().isWhollyKnown()) {
        known = known.with(attribute.getKey(), Value.nullOf(attribute.getValue().type()));
      }
    }
    return known;
  }

  @Override
  public FindResponse find(Connection connection, FindRequest request) {
    try {
      var search = new Search(request.token(), Arguments.of(request.planned()));
      var aws = (AwsConnection) connection;
      return FindResponse.of(aws.guard(() -> kind.find(aws, search)).orElse(null));
    } catch (AwsFailure failure) {
      return FindResponse.failed(diagnostics(failure, request.address()));
    }
  }

  @Override
  public ApplyResponse update(Connection connection, UpdateRequest request) {
    var aws = (AwsConnection) connection;
    Arguments prior = Arguments.of(request.prior());
    Arguments planned = Arguments.of(request.planned());
    String id = prior.requiredText(ID);
    try {
      aws.guard(() -> kind.update(aws, new Revision(id, prior, planned, request.progress())));
      aws.guard(() -> retag(aws, id, prior, planned));
      return ApplyResponse.of(aws.guard(() -> applied(aws, id, request.planned())));
    } catch (AwsFailure failure) {
      return new ApplyResponse(
          seen(aws, id, request.prior()), diagnostics(failure, request.address()));
    }
  }

  private void retag(AwsConnection aws, String id, Arguments prior, Arguments planned)
      throws AwsFailure {
    var wanted = new TreeMap<>(aws.defaultTags());
    wanted.putAll(planned.textsByKey(TAGS));
    boolean hadDefaults = !prior.isSet(MISSING_DEFAULT_TAGS);
    var before = hadDefaults ? new TreeMap<>(aws.defaultTags()) : new TreeMap<String, String>();
    before.putAll(prior.textsByKey(TAGS));
    Tags.Difference difference = Tags.difference(before, wanted);
    if (!difference.isEmpty()) {
      kind.tag(aws, id, difference);
    }
  }

  /// The state after a failed update, or the prior state if it cannot be read.
  private ObjectValue seen(AwsConnection aws, String id, ObjectValue prior) {
    try {
      return aws.guard(() -> {
        ObjectState found =
            kind.read(aws, List.of(new ObjectToRead(id, Arguments.of(prior)))).get(id);
        return found == null ? prior : merged(aws, prior, found);
      });
    } catch (AwsFailure _) {
      return prior;
    }
  }

  @Override
  public Diagnostics delete(Connection connection, DeleteRequest request) {
    Arguments prior = Arguments.of(request.prior());
    var removal = new Removal(prior.requiredText(ID), prior, request.progress());
    var aws = (AwsConnection) connection;
    try {
      aws.guard(() -> new Remover(kind, aws).remove(removal));
      return Diagnostics.none();
    } catch (AwsFailure failure) {
      return failure.isAbsence() ? Diagnostics.none() : diagnostics(failure, request.address());
    }
  }

  @Override
  public List<ReadResponse> read(Connection connection, List<ReadRequest> requests) {
    var aws = (AwsConnection) connection;
    List<ObjectToRead> known =
        requests.stream()
            .map(request -> Arguments.of(request.prior()))
            .map(NativeType::known)
            .toList();
    try {
      return aws.guard(() -> read(aws, known, requests));
    } catch (AwsFailure failure) {
      return requests.stream()
          .map(
              request -> new ReadResponse(request.prior(), diagnostics(failure, request.address())))
          .toList();
    }
  }

  private List<ReadResponse> read(
      AwsConnection aws, List<ObjectToRead> known, List<ReadRequest> requests) throws AwsFailure {
    Map<String, ObjectState> found = kind.read(aws, known);
    var responses = new ArrayList<ReadResponse>();
    for (int index = 0; index < requests.size(); index++) {
      ObjectState now = found.get(known.get(index).id());
      ObjectValue prior = requests.get(index).prior();
      responses.add(ReadResponse.of(now == null ? null : merged(aws, prior, now)));
    }
    return List.copyOf(responses);
  }

  private static ObjectToRead known(Arguments prior) {
    return new ObjectToRead(prior.requiredText(ID), prior);
  }

  private static ObjectValue merged(AwsConnection aws, ObjectValue prior, ObjectState found) {
    ObjectValue state = prior;
    for (Map.Entry<String, Value> attribute : found.attributes().entrySet()) {
      state = state.with(attribute.getKey(), attribute.getValue());
    }
    Arguments known = Arguments.of(prior);
    Map<String, String> own = Tags.own(aws, found.tags(), known.textsByKey(TAGS));
    Value tags =
        own.isEmpty() && !known.isSet(TAGS)
            ? Value.nullOf(Types.map(Types.STRING))
            : Attributes.textsByKey(own);
    return state
        .with(TAGS, tags)
        .with(MISSING_DEFAULT_TAGS, keys(Tags.missingDefaults(aws, found.tags(), own)));
  }

  private static Value keys(List<String> keys) {
    return keys.isEmpty() ? Value.nullOf(Types.list(Types.STRING)) : Value.listOf(keys);
  }

  @Override
  public String idForm() {
    return kind.idForm();
  }

  @Override
  public ImportResponse importState(Connection connection, ImportRequest request) {
    var aws = (AwsConnection) connection;
    ObjectValue blank = schema.blank().with(ID, Value.of(request.id()));
    try {
      return aws.guard(() -> {
        ObjectState found =
            kind.read(aws, List.of(new ObjectToRead(request.id(), null))).get(request.id());
        return ImportResponse.of(found == null ? null : merged(aws, blank, found));
      });
    } catch (AwsFailure failure) {
      return failure.isAbsence() || failure.code().endsWith(".Malformed")
          ? ImportResponse.of(null)
          : ImportResponse.failed(diagnostics(failure, request.address()));
    }
  }

  @Override
  public boolean isReadableAlone() {
    return true;
  }

  /// Returns the imported object with the spelling and order of its block where they are
  /// equivalent. Values that AWS does not return stay as imported.
  @Override
  public ImportResponse complete(Connection connection, CompletionRequest request) {
    var aws = (AwsConnection) connection;
    String id = Arguments.of(request.imported()).requiredText(ID);
    var known = new ObjectToRead(id, Arguments.of(request.proposed()));
    try {
      return aws.guard(() -> {
        ObjectState found = kind.read(aws, List.of(known)).get(id);
        return ImportResponse.of(found == null ? null : merged(aws, request.imported(), found));
      });
    } catch (AwsFailure failure) {
      return ImportResponse.failed(diagnostics(failure, request.address()));
    }
  }

  @Override
  public Optional<String> importId(ObjectValue state) {
    return Arguments.of(state).text(ID);
  }

  private static Diagnostics diagnostics(AwsFailure failure, @Nullable String address) {
    Diagnostic diagnostic = failure.diagnostic();
    return Diagnostics.of(diagnostic.withAddress(address));
  }
}
