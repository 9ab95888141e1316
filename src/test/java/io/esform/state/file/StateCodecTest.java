package io.esform.state.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.AddressParser;
import io.esform.address.ProviderKey;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.FailedUpdate;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.state.disk.Disk;
import io.esform.testing.Golden;
import io.esform.testing.Property;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StateCodecTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path directory = Path.of("unset");

  private static StateCodec codec(KeySource source) {
    return new StateCodec(source, "0.1.0", RANDOM, Disk.real());
  }

  private static String encode(StateCodec codec, State state) {
    StateCodec.Encoded encoded = codec.encode(state);
    assertThat(encoded.diagnostics().all()).isEmpty();
    return requireNonNull(encoded.text());
  }

  private static Diagnostic onlyFault(Diagnostics diagnostics) {
    assertThat(diagnostics.all()).hasSize(1);
    return diagnostics.all().getFirst();
  }

  @Test
  void whatIsWrittenReadsBackAndWritesTheSameBytes() {
    Property.holds(
        200,
        draw -> {
          State state = draw.from(StateGenerators.STATES);
          var source = new KeySource.KeyFile(directory.resolve("key"));
          String text = encode(codec(source), state);
          StateCodec reader = codec(source);
          StateCodec.Decoded decoded = reader.decode(text, "esform.state", "");
          assertThat(decoded.diagnostics().all()).isEmpty();
          assertThat(decoded.state()).isEqualTo(state);
          assertThat(encode(reader, requireNonNull(decoded.state()))).isEqualTo(text);
        });
  }

  private static State withSecret(Value secret) {
    var address = requireNonNull(AddressParser.parseInstance("random_password.admin").address());
    var instance =
        new InstanceState(
            ProviderKey.parse("builtin"),
            Value.objectOf(Map.of("result", secret, "dynamic", secret)),
            Set.of("dynamic"),
            List.of(),
            1,
            InstanceState.Status.READY);
    return new State(
        1,
        "lineage",
        new TreeMap<>(Map.of("password", secret)),
        new TreeMap<>(Map.of(address, instance)),
        new TreeMap<>());
  }

  private static final Value SECRET =
      Value.sensitive(
          Value.objectOf(
              Map.of("s3cret-name", Value.sensitive(Value.of("s3cret-text")), "n", Value.of(1))));

  @Test
  void noSecretStandsInTheText() {
    var source = new KeySource.KeyFile(directory.resolve("key"));
    assertThat(encode(codec(source), withSecret(SECRET))).doesNotContain("s3cret");
  }

  @Test
  void noSecretOfALastGoodStateStandsInTheText() {
    var source = new KeySource.KeyFile(directory.resolve("key"));
    State state = withSecret(SECRET);
    var instances = new TreeMap<>(state.instances());
    instances.replaceAll((_, instance) ->
        instance
            .withAttributes(Value.objectOf(Map.of("dynamic", Value.of(1))))
            .withFailedUpdate(new FailedUpdate(instance.attributes(), "it failed")));
    State failed = state.withInstances(instances).withOutputs(new TreeMap<>());

    assertThat(encode(codec(source), failed)).contains("it failed").doesNotContain("s3cret");
    assertThat(codec(new KeySource.NoKey()).encode(failed).text()).isNull();
  }

  @Test
  void aSecretWithoutEncryptionIsRefused() {
    StateCodec.Encoded encoded = codec(new KeySource.NoKey()).encode(withSecret(SECRET));
    assertThat(encoded.text()).isNull();
    assertThat(onlyFault(encoded.diagnostics()).summary())
        .isEqualTo("Sensitive values need encryption");
  }

  @Test
  void onlyTheChangedSecretIsSealedAnew() {
    StateCodec codec = codec(new KeySource.KeyFile(directory.resolve("key")));
    String before = encode(codec, withSecret(SECRET));
    State changed = withSecret(SECRET);
    var outputs = new TreeMap<>(changed.outputs());
    outputs.put("password", Value.sensitive(Value.of("other")));
    String after =
        encode(codec, new State(1, "lineage", outputs, changed.instances(), new TreeMap<>()));
    List<String> kept = before.lines().filter(line -> line.contains("$sealed")).toList();
    List<String> now = after.lines().filter(line -> line.contains("$sealed")).toList();
    assertThat(now).hasSameSizeAs(kept).filteredOn(line -> !kept.contains(line)).hasSize(2);
  }

  @Test
  void aPassphraseOpensWhatItSealed() {
    String text =
        encode(codec(new KeySource.Passphrase("SECRET_WORDS", "open sesame")), withSecret(SECRET));
    StateCodec.Decoded decoded =
        codec(new KeySource.Passphrase("SECRET_WORDS", "open sesame"))
            .decode(text, "esform.state", "");
    assertThat(decoded.state()).isEqualTo(withSecret(SECRET));
    StateCodec.Decoded wrong =
        codec(new KeySource.Passphrase("SECRET_WORDS", "open barley"))
            .decode(text, "esform.state", "");
    assertThat(onlyFault(wrong.diagnostics()).summary()).isEqualTo("Wrong encryption key");
  }

  @Test
  void anotherKeyOrNoneDoesNotOpenTheState() {
    String text =
        encode(codec(new KeySource.KeyFile(directory.resolve("key"))), withSecret(SECRET));
    var otherFile = new KeySource.KeyFile(directory.resolve("other"));
    assertThat(summary(otherFile, text)).isEqualTo("Encryption key file not found");
    encode(codec(otherFile), withSecret(SECRET));
    assertThat(summary(otherFile, text)).isEqualTo("Wrong encryption key");
    assertThat(summary(new KeySource.NoKey(), text)).isEqualTo("Encryption key needed");
    assertThat(summary(new KeySource.Passphrase("SECRET_WORDS", "x"), text))
        .isEqualTo("Encryption key needed");
  }

  private static String summary(KeySource source, String text) {
    return onlyFault(codec(source).decode(text, "esform.state", "").diagnostics()).summary();
  }

  @Test
  void runsThatCreateTheKeyAtOnceAllGetTheSame() throws Exception {
    for (int round = 0; round < 20; round++) {
      Path folder = directory.resolve("round-" + round);
      var source = new KeySource.KeyFile(folder.resolve("key"));
      var together = new CyclicBarrier(8);
      List<Callable<String>> runs =
          Collections.nCopies(
              8,
              () -> {
                StateCodec codec = codec(source);
                together.await();
                assertThat(codec.prepare("lineage").all()).isEmpty();
                return encode(codec, withSecret(SECRET));
              });
      try (var threads = Executors.newFixedThreadPool(8)) {
        for (Future<String> text : threads.invokeAll(runs)) {
          assertThat(codec(source).decode(text.get(), "esform.state", "").diagnostics().all())
              .isEmpty();
        }
      }
      assertThat(folder.toFile().list()).containsExactly("key");
    }
  }

  /// Removes the checksum, like a user who edits the file on purpose.
  private static String edited(String text) {
    return text.replaceFirst("\n  \"checksum\": \"[^\"]*\",", "");
  }

  @Test
  void aByteThatChangesIsReported() {
    StateCodec codec = codec(new KeySource.KeyFile(directory.resolve("key")));
    byte[] whole = encode(codec, withSecret(SECRET)).getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < whole.length; at++) {
      for (int bit : new int[] {1, 4, 32}) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) bit;
        String text = new String(damaged, StandardCharsets.UTF_8);
        assertThat(codec.decode(text, "esform.state", "").diagnostics().hasErrors())
            .as("byte %d, bit %d", at, bit)
            .isTrue();
      }
    }
  }

  @Test
  void aStateThatWasEditedIsRefusedUntilItsChecksumIsRemoved() {
    var source = new KeySource.NoKey();
    String text = encode(codec(source), State.empty("lineage"));
    assertThat(summary(source, text.replace("lineage\",", "lineages\",")))
        .isEqualTo("State file was altered");
    assertThat(codec(source).decode(edited(text), "esform.state", "").diagnostics().all())
        .isEmpty();
  }

  @Test
  void aSealedValueMovedElsewhereDoesNotOpen() {
    var source = new KeySource.KeyFile(directory.resolve("key"));
    String text = encode(codec(source), withSecret(SECRET));
    String moved = edited(text).replace("random_password.admin", "random_password.other");
    assertThat(summary(source, moved)).isEqualTo("Sealed value was altered");
  }

  static Stream<Path> roundTrips() throws IOException {
    try (Stream<Path> files = Files.list(Golden.resource("state/roundtrip"))) {
      return files.filter(file -> file.toString().endsWith(".in.json")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("roundTrips")
  void filesReadAndWrittenComeOutInTheirStandardForm(Path input) throws IOException {
    StateCodec codec = codec(new KeySource.Passphrase("SECRET_WORDS", "fixture"));
    StateCodec.Decoded decoded = codec.decode(Files.readString(input), input.toString(), "");
    assertThat(decoded.diagnostics().all()).isEmpty();
    Golden.check(
        Path.of(input.toString().replace(".in.json", ".out.json")),
        encode(codec, requireNonNull(decoded.state())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "'' | State file is empty | 1:1",
        "'{' | State file is cut off | 1:2",
        "'{\"version\": 1,\n \"serial\": 3, \"lin' | State file is cut off | 2:19",
        "'{\"version\": 1,\n what}' | State file is not JSON | 2:2",
        "'[]' | Unexpected content in the state | 1:1",
        "'{\"version\": 1}x' | State file is not JSON | 1:15",
        "'{\"serial\": 1}' | Unexpected content in the state | 1:1",
        "'{\"version\": 1, \"version\": 1}' | State file is not JSON | 1:16",
        "'{\"esform_version\": \"9.0.0\", \"version\": 2}' | Unsupported state format | 1:40",
        "'{\"version\": 1, \"lineage\": \"l\", \"serial\": 1.5}' | Unexpected content in the state"
            + " | 1:42",
      })
  void aFaultyFileIsRefusedWithItsPlaceAndAdvice(String text, String summary, String place) {
    StateCodec.Decoded decoded =
        codec(new KeySource.NoKey()).decode(text, "esform.state", "Use the backup.");
    assertThat(decoded.state()).isNull();
    Diagnostic fault = onlyFault(decoded.diagnostics());
    assertThat(fault.summary()).isEqualTo(summary);
    assertThat(fault.detail()).endsWith("Use the backup.");
    assertThat(String.valueOf(fault.subject())).isEqualTo("esform.state:" + place);
  }

  @Test
  void anAddressThatStandsTwiceIsRefused() {
    String instance =
        "{\"address\": \"a.b\", \"provider\": \"p\", \"instances\": [{\"attributes\": {},"
            + " \"generation\": 1, \"status\": \"ready\"}]}";
    String text =
        "{\"version\": 1, \"serial\": 1, \"lineage\": \"l\", \"resources\": [\n%s,\n%s]}"
            .formatted(instance, instance);
    Diagnostic fault =
        onlyFault(codec(new KeySource.NoKey()).decode(text, "esform.state", "").diagnostics());
    assertThat(fault.summary()).isEqualTo("Duplicate instance in the state");
    assertThat(String.valueOf(fault.subject())).startsWith("esform.state:3:");
  }

  /// Sealed values need the header; the address of a resource may follow its instances.
  @Test
  void membersMayStandInAnyOrder() throws StateFault {
    State state = withSecret(SECRET);
    var source = new KeySource.KeyFile(directory.resolve("key"));
    Json written = JsonReader.read(edited(encode(codec(source), state)));

    StateCodec.Decoded decoded =
        codec(source).decode(JsonWriter.compact(reversed(written)), "esform.state", "");

    assertThat(decoded.diagnostics().all()).isEmpty();
    assertThat(decoded.state()).isEqualTo(state);
  }

  private static Json reversed(Json json) {
    return switch (json) {
      case Json.Array(var elements, _) ->
          Json.arrayOf(elements.stream().map(StateCodecTest::reversed).toList());
      case Json.Members(var members, _) -> {
        var turned = new Json.Builder();
        members.reversed().forEach((name, value) -> turned.put(name, reversed(value)));
        yield turned.build();
      }
      case Json.Text _, Json.Numeral _, Json.Bool _, Json.Null _ -> json;
    };
  }

  @Test
  void whatAHarvestTakesIsNotKept() throws StateFault {
    var taken = new ArrayList<String>();
    var harvest =
        new StreamedElements() {
          @Override
          public StreamedElements into(String name, Json.Members before) {
            return name.equals("many") ? this : NOTHING;
          }

          @Override
          public boolean takes(Json element) {
            return element instanceof Json.Text(var text, _) && taken.add(text);
          }
        };
    Json left =
        JsonReader.read("{\"few\": [\"a\"], \"many\": [\"b\", 1, [\"c\"], \"d\"]}", harvest);
    assertThat(taken).containsExactly("b", "d");
    assertThat(JsonWriter.compact(left)).isEqualTo("{\"few\":[\"a\"],\"many\":[1,[\"c\"]]}");
  }

  @Test
  void aFaultInAnInstanceIsToldAfterOnesInTheText() {
    String text =
        """
        {"version": 1, "serial": 1, "lineage": "l", "resources": [
        {"address": "a.b", "provider": "p", "instances": [
        {"attributes": {}, "generation": 1, "status": "ready"},
        {"key": 1, "attributes": {}, "generation": 1, "status": "odd"}]}%s\
        """;
    assertThat(place(text.formatted("]}")))
        .isEqualTo("Unexpected content in the state @ esform.state:4:57");
    assertThat(place(text.formatted(""))).startsWith("State file is cut off");
  }

  private static String place(String text) {
    Diagnostic fault =
        onlyFault(codec(new KeySource.NoKey()).decode(text, "esform.state", "").diagnostics());
    return fault.summary() + " @ " + fault.subject();
  }

  @Test
  void theHeaderIsReadFromTheTopAlone() {
    assertThat(StateCodec.header("{\"version\": 1, \"serial\": 7, \"lineage\": \"l\", cut"))
        .isEqualTo(new StateCodec.Header(7, "l"));
    assertThat(StateCodec.header("nonsense")).isNull();
  }
}
