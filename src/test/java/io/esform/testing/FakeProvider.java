package io.esform.testing;

import static io.esform.schema.AttributeSchema.optional;
import static java.util.Objects.requireNonNull;

import io.esform.diag.Diagnostics;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.provider.ProviderDefinition;
import io.esform.provider.ResourceType;
import io.esform.schema.Schema;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A provider of types that a test adds. The objects are in memory, unless a type stores them
/// elsewhere. `fake` offers `thing` and `es_node`, which are alike, and the data source `thing`.
public final class FakeProvider implements ProviderDefinition, Connection {

  /// The result of a call.
  public enum Ending {
    GOOD,
    /// An error without a change.
    REFUSED,
    /// An error after the object was created, or changed and is down.
    HALF_MADE,
    /// An error while the created object is still starting.
    COMING_UP,
    /// An error without information whether the object is created.
    UNKNOWN,
    /// An exception after the object was created and its id was reported.
    CRASH,
    /// A runtime error after the object was created and its id was reported.
    BREAKDOWN,
    /// A success with a state that differs from the plan.
    LIE
  }

  private final String name;
  private final SequencedMap<String, ResourceType> types = new LinkedHashMap<>();
  private final SequencedMap<String, DataSource> sources = new LinkedHashMap<>();
  private final Map<String, ObjectValue> world = new ConcurrentSkipListMap<>();
  private final Map<String, String> tokens = new ConcurrentSkipListMap<>();
  private final Map<String, ObjectValue> requested = new ConcurrentSkipListMap<>();
  private final Map<String, ObjectValue> restored = new ConcurrentHashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final List<String> reads = new ArrayList<>();
  private final List<String> asks = new ArrayList<>();
  private final Map<String, String> readyTimeouts = new ConcurrentSkipListMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostRunning = new AtomicInteger();
  private Function<String, Ending> endings = _ -> Ending.GOOD;
  private Runnable work = () -> {};
  private Runnable asked = () -> {};
  private boolean claimsNames;

  public FakeProvider() {
    this("fake");
    offer("thing", new FakeThing(this, false));
    offer("es_node", new FakeThing(this, true));
    offer("thing", new FakeDataSource(this));
  }

  /// Without types.
  public FakeProvider(String name) {
    this.name = name;
  }

  public FakeProvider offer(String type, ResourceType implementation) {
    types.put(type, implementation);
    return this;
  }

  public FakeProvider offer(String type, DataSource source) {
    sources.put(type, source);
    return this;
  }

  /// Claims the name of every object, so that names are unique.
  public FakeProvider claimingNames() {
    claimsNames = true;
    return this;
  }

  boolean claimsNames() {
    return claimsNames;
  }

  /// The existing objects, by id.
  public Map<String, ObjectValue> world() {
    return world;
  }

  /// Marks an existing object as not serving.
  public void bringDown(String id) {
    world.computeIfPresent(id, (_, object) -> object.with("down", Value.of(true)));
  }

  /// Starts and ends of calls, in order: `+create thing.a`, `-create thing.a`.
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /// The addresses of the instances that were read.
  public synchronized List<String> reads() {
    return List.copyOf(reads);
  }

  synchronized void noteRead(String address) {
    reads.add(address);
  }

  public synchronized void forgetCalls() {
    calls.clear();
    restored.clear();
    mostRunning.set(0);
  }

  public int mostRunning() {
    return mostRunning.get();
  }

  /// The time limits until updated instances are ready, by address; `null` for the type's default.
  public Map<String, String> readyTimeouts() {
    return readyTimeouts;
  }

  /// Sets the results of calls, each given as `create thing.a`.
  public void endWith(Function<String, Ending> decision) {
    endings = decision;
  }

  /// Sets the result of this call; all others succeed.
  public void failOn(String call, Ending ending) {
    endWith(it -> it.equals(call) ? ending : Ending.GOOD);
  }

  /// Lets all further calls succeed, and forgets previous calls.
  public void heal() {
    endWith(_ -> Ending.GOOD);
    forgetCalls();
  }

  /// Sets an action that every call runs.
  public void whileWorking(Runnable action) {
    work = action;
  }

  /// Sets an action that runs whenever objects are asked whether they serve.
  public void whenAsked(Runnable action) {
    asked = action;
  }

  void ask() {
    asked.run();
  }

  /// The calls that asked whether objects serve: their number, and how much they check.
  public synchronized List<String> asks() {
    return List.copyOf(asks);
  }

  synchronized void noteAsked(String call) {
    asks.add(call);
  }

  Ending begin(String call) {
    note("+" + call);
    mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
    work.run();
    return endings.apply(call);
  }

  void end(String call) {
    running.decrementAndGet();
    note("-" + call);
  }

  private synchronized void note(String call) {
    calls.add(call);
  }

  /// Lets calls for this object count as its return to an earlier state.
  void restore(String address, ObjectValue planned) {
    restored.put(address, planned);
  }

  /// The name of a creation or update: `update thing.a`, or `restore thing.a` for a return.
  String call(String action, String address, ObjectValue planned) {
    return (restored.remove(address, planned) ? "restore " : action + " ") + address;
  }

  /// The name of a deletion: `delete thing.a`, or `discard thing.a` before a return.
  String deleteCall(String address) {
    return (restored.containsKey(address) ? "discard " : "delete ") + address;
  }

  /// Records a requested creation.
  void request(String token, ObjectValue planned) {
    requested.put(token, planned);
  }

  /// The tokens of all creations.
  public Set<String> tokens() {
    return tokens.keySet();
  }

  /// Executes a requested creation late, after its call has failed.
  public void arriveLate(String token) {
    String id = idFor(token);
    ObjectValue planned = requireNonNull(requested.get(token));
    world.put(id, planned.with("id", Value.of(id)).with("echo", planned.get("size")));
  }

  /// The id of the object of this token: the same for every attempt.
  String idFor(String token) {
    return tokens.computeIfAbsent(token, _ -> "id-" + ids.incrementAndGet());
  }

  /// The id of the existing object of this token; null for none.
  @Nullable String madeBy(String token) {
    String id = tokens.get(token);
    return id != null && world.containsKey(id) ? id : null;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Schema configurationSchema() {
    return Schema.of(
        "Where the things are.", optional("endpoint", Types.STRING, "Given or not, the same."));
  }

  @Override
  public SequencedMap<String, ResourceType> resourceTypes() {
    return types;
  }

  @Override
  public SequencedMap<String, DataSource> dataSources() {
    return sources;
  }

  @Override
  public Diagnostics validateConfiguration(ObjectValue configuration) {
    return Diagnostics.none();
  }

  @Override
  public Connection connect(ObjectValue configuration) {
    return this;
  }

  @Override
  public void close() {}
}
