package io.esform.providers.aws.call;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The tags of objects: the user's, the provider's default ones, and esform's own, by which it
/// finds again what it has made. Inside esform they are texts by key; an instance of this class
/// converts them to and from one service's own type.
///
/// @param <T> that type
public final class Tags<T> {

  /// The instance that the object stands for, as text.
  public static final String ADDRESS = "esform:address";

  /// The name that consoles show.
  public static final String NAME = "Name";

  /// The token of the creation that made the object.
  public static final String TOKEN = "esform:token";

  private static final String OWN = "esform:";
  private static final String RESERVED = "aws:";

  private static final Pattern UNUSUAL = Pattern.compile("[^\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");

  public static final Tags<software.amazon.awssdk.services.ec2.model.Tag> EC2 =
      new Tags<>(
          true,
          (key, value) ->
              software.amazon.awssdk.services.ec2.model.Tag.builder().key(key).value(value).build(),
          it -> it.key(),
          it -> it.value());

  public static final Tags<software.amazon.awssdk.services.iam.model.Tag> IAM =
      new Tags<>(
          false,
          (key, value) ->
              software.amazon.awssdk.services.iam.model.Tag.builder().key(key).value(value).build(),
          it -> it.key(),
          it -> it.value());

  public static final Tags<software.amazon.awssdk.services.rds.model.Tag> RDS =
      new Tags<>(
          false,
          (key, value) ->
              software.amazon.awssdk.services.rds.model.Tag.builder().key(key).value(value).build(),
          it -> it.key(),
          it -> it.value());

  public static final Tags<software.amazon.awssdk.services.route53.model.Tag> ROUTE53 =
      new Tags<>(
          false,
          (key, value) ->
              software.amazon.awssdk.services.route53.model.Tag.builder()
                  .key(key)
                  .value(value)
                  .build(),
          it -> it.key(),
          it -> it.value());

  public static final Tags<software.amazon.awssdk.services.s3.model.Tag> S3 =
      new Tags<>(
          false,
          (key, value) ->
              software.amazon.awssdk.services.s3.model.Tag.builder().key(key).value(value).build(),
          it -> it.key(),
          it -> it.value());

  public static final Tags<software.amazon.awssdk.services.secretsmanager.model.Tag>
      SECRETS_MANAGER =
          new Tags<>(
              false,
              (key, value) ->
                  software.amazon.awssdk.services.secretsmanager.model.Tag.builder()
                      .key(key)
                      .value(value)
                      .build(),
              it -> it.key(),
              it -> it.value());

  private final boolean takesAnyText;
  private final BiFunction<String, String, T> maker;
  private final Function<T, @Nullable String> key;
  private final Function<T, @Nullable String> value;

  private Tags(
      boolean takesAnyText,
      BiFunction<String, String, T> maker,
      Function<T, @Nullable String> key,
      Function<T, @Nullable String> value) {
    this.takesAnyText = takesAnyText;
    this.maker = maker;
    this.key = key;
    this.value = value;
  }

  /// What a new object carries.
  ///
  /// @param own the user's for this object; they win over default ones
  public static SortedMap<String, String> ofNew(
      AwsConnection aws, Map<String, String> own, String address, String token) {
    var tags = new TreeMap<>(aws.defaultTags());
    tags.putAll(own);
    tags.put(ADDRESS, address);
    tags.put(TOKEN, token);
    return tags;
  }

  /// What an object with a name carries because of its configuration alone. Mutable.
  public static SortedMap<String, String> named(AwsConnection aws, String name, String address) {
    var tags = new TreeMap<>(aws.defaultTags());
    tags.put(NAME, name);
    tags.put(ADDRESS, address);
    return tags;
  }

  /// The tags for services that take only letters, digits, spaces and `_.:/=+-@` in values: in an
  /// instance's address, whatever else there is becomes a slash.
  public static SortedMap<String, String> plain(Map<String, String> tags) {
    var plain = new TreeMap<>(tags);
    plain.computeIfPresent(ADDRESS, (_, address) -> UNUSUAL.matcher(address).replaceAll("/"));
    return plain;
  }

  /// The tags that a configuration may speak of.
  public static SortedMap<String, String> configurable(Map<String, String> found) {
    var tags = new TreeMap<>(found);
    tags.keySet().removeIf(key -> key.startsWith(OWN) || key.startsWith(RESERVED));
    return tags;
  }

  /// The user's tags of an object: those that are not there only because they are default ones.
  ///
  /// @param known what the user has given it as far as is known
  public static SequencedMap<String, String> own(
      AwsConnection aws, Map<String, String> found, Map<String, String> known) {
    SequencedMap<String, String> defaults = aws.defaultTags();
    var own = new LinkedHashMap<String, String>();
    configurable(found)
        .forEach((key, value) -> {
          if (known.containsKey(key) || !value.equals(defaults.get(key))) {
            own.put(key, value);
          }
        });
    // A default tag with another value is not the user's for this object.
    own.keySet().removeIf(key -> !known.containsKey(key) && defaults.containsKey(key));
    return Collections.unmodifiableSequencedMap(own);
  }

  /// The keys of default tags that the object does not carry as they are, sorted; those that the
  /// user has set otherwise do not count.
  public static List<String> missingDefaults(
      AwsConnection aws, Map<String, String> found, Map<String, String> own) {
    return aws.defaultTags().entrySet().stream()
        .filter(entry ->
            !own.containsKey(entry.getKey()) && !entry.getValue().equals(found.get(entry.getKey())))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /// What an object's tags lack or say otherwise, each in a few words. Name and address are missed
  /// only where esform has made the object: one that was made elsewhere may go without.
  public static List<String> deviations(Map<String, String> wanted, Map<String, String> found) {
    var deviations = new ArrayList<String>();
    wanted.forEach((key, value) -> {
      String now = found.get(key);
      boolean isMissed = found.containsKey(TOKEN) || !(key.equals(NAME) || key.equals(ADDRESS));
      if (now != null && !now.equals(value)) {
        deviations.add("tag " + key + " is " + now);
      } else if (now == null && isMissed) {
        deviations.add("no tag " + key);
      }
    });
    return deviations;
  }

  /// What has to be done to an object's tags.
  ///
  /// @param set to give it
  /// @param removed keys to take away
  public record Difference(SortedMap<String, String> set, List<String> removed) {

    public boolean isEmpty() {
      return set.isEmpty() && removed.isEmpty();
    }
  }

  /// What turns one map of tags into another.
  public static Difference difference(Map<String, String> before, Map<String, String> after) {
    var set = new TreeMap<>(after);
    set.entrySet().removeIf(entry -> entry.getValue().equals(before.get(entry.getKey())));
    var removed = new ArrayList<>(before.keySet());
    removed.removeIf(after::containsKey);
    return new Difference(set, List.copyOf(removed));
  }

  /// Whether tags hold the token of this creation.
  public static boolean hasToken(Map<String, String> tags, String token) {
    return token.equals(tags.get(TOKEN));
  }

  /// The tags of an answer. One without a key is none; one without a value has an empty one.
  public SortedMap<String, String> map(List<T> tags) {
    var byKey = new TreeMap<String, String>();
    for (T tag : tags) {
      String name = key.apply(tag);
      String text = value.apply(tag);
      if (name != null) {
        byKey.put(name, text == null ? "" : text);
      }
    }
    return byKey;
  }

  /// The tags as the service takes them, sorted.
  public List<T> list(Map<String, String> tags) {
    SortedMap<String, String> taken = takesAnyText ? new TreeMap<>(tags) : plain(tags);
    return taken.entrySet().stream()
        .map(entry -> maker.apply(entry.getKey(), entry.getValue()))
        .toList();
  }

  /// Makes a change.
  @FunctionalInterface
  public interface Change<V> {
    void send(V changed) throws AwsFailure;
  }

  /// Makes a difference, with calls only for what there is to do.
  public void change(Difference tags, Change<List<T>> set, Change<List<String>> remove)
      throws AwsFailure {
    if (!tags.set().isEmpty()) {
      set.send(list(tags.set()));
    }
    if (!tags.removed().isEmpty()) {
      remove.send(tags.removed());
    }
  }
}
