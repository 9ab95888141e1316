package io.esform.state.backend.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.state.backend.objects.ObjectStore;
import io.esform.state.backend.objects.ObjectStore.Refused;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What a state needs of a server with the protocol of S3. `-DstoreRounds=200` for more races.
abstract class ObjectStoreContract {

  static final String BUCKET = "states";

  private static final int ROUNDS = Integer.getInteger("storeRounds", 50);
  private static final String KEY = "race";

  @AutoClose private final Race race = new Race();

  /// The store of an empty bucket.
  abstract ObjectStore store();

  @Test
  void oneOfManyWritersCreatesAnObject() throws Exception {
    ObjectStore store = store();
    for (int round = 0; round < ROUNDS; round++) {
      String key = KEY + round;
      List<String> winners = race.winners(text -> store.create(key, text));
      assertThat(winners).as("winners of round %d", round).hasSize(1);
      assertThat(store.etag(key)).isEqualTo(winners.getFirst());
    }
  }

  @Test
  void oneOfManyWritersReplacesAnObject() throws Exception {
    ObjectStore store = store();
    String etag = store.create(KEY, "first");
    for (int round = 0; round < ROUNDS; round++) {
      String number = "round " + round + ", ";
      String before = etag;
      List<String> winners = race.winners(text -> store.replace(KEY, number + text, before));
      assertThat(winners).as("winners of round %d", round).hasSize(1);
      etag = winners.getFirst();
      assertThat(store.etag(KEY)).isEqualTo(etag);
    }
  }

  @Test
  void aMissingObjectIsNotReplaced() {
    assertThatThrownBy(() -> store().replace(KEY, "text", "\"0123\"")).isInstanceOf(Refused.class);
  }

  @Test
  void anObjectIsReadAsWritten() throws IOException {
    ObjectStore store = store();
    String text = "grün\n# 1 %20 +\n";
    String etag = store.create("a b/c+d", text);
    assertThat(store.get("a b/c+d")).isEqualTo(new ObjectStore.Stored(text, etag));
    assertThat(store.keys("a b/")).containsExactly("a b/c+d");
    store.delete("a b/c+d");
    store.delete("a b/c+d");
    assertThat(store.get("a b/c+d")).isNull();
    assertThat(store.etag("a b/c+d")).isNull();
    assertThat(store.keys("a b/")).isEmpty();
  }

  @Test
  void manyKeysAreListedCompletely() throws IOException {
    ObjectStore store = store();
    List<String> keys =
        IntStream.range(0, 1_010).mapToObj(number -> "many/" + (10_000 + number)).toList();
    for (String key : keys) {
      store.create(key, "");
    }
    assertThat(store.keys("many/")).isEqualTo(keys);
  }
}
