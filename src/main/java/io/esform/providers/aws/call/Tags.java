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

/// The tags of objects: the user's tags, the provider's default tags, and esform's own tags, by
/// which it finds the objects that it created. Inside esform, tags are texts by key. An instance of
/// this class converts them to and from the type of one service.
///
/// @param <T> that type
public final class Tags<T> {

  /// The address of the object's resource instance.
  public static final String ADDRESS = "esform:address";

  /// The name that consoles show.
  public static final String NAME = "Name";

  /// The token of the object's creation.
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

  /// The tags of a new object.
  ///
  /// @param own the user's tags of this object; they override default tags
  public static SortedMap<String, String> ofNew(
      AwsConnection aws, Map<String, String> own, String address, String token) {
    var tags = new TreeMap<>(aws.defaultTags());
    tags.putAll(own);
    tags.put(ADDRESS, address);
    tags.put(TOKEN, token);
    return tags;
  }

  /// The tags of a named object that follow from its configuration alone. Mutable.
  public static SortedMap<String, String> named(AwsConnection aws, String name, String address) {
    var tags = new TreeMap<>(aws.defaultTags());
    tags.put(NAME, name);
    tags.put(ADDRESS, address);
    return tags;
  }

  /// The tags for services that accept only letters, digits, spaces and `_.:/=+-@` in values: in an
  /// instance's address, all other characters become slashes.
  public static SortedMap<String, String> plain(Map<String, String> tags) {
    var plain = new TreeMap<>(tags);
    plain.computeIfPresent(ADDRESS, (_, address) -> UNUSUAL.matcher(address).replaceAll("/"));
    return plain;
  }

  /// The tags that a configuration can set.
  public static SortedMap<String, String> configurable(Map<String, String> found) {
    var tags = new TreeMap<>(found);
    tags.keySet().removeIf(key -> key.startsWith(OWN) || key.startsWith(RESERVED));
    return tags;
  }

  /// The user's tags of an object: all configurable tags except default tags that the user did not
  /// set.
  ///
  /// @param known the user's tags in the configuration or state
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
    // A default tag with another value is not a tag that the user set on this object.
    own.keySet().removeIf(key -> !known.containsKey(key) && defaults.containsKey(key));
    return Collections.unmodifiableSequencedMap(own);
  }

  /// The keys of default tags that the object lacks or that have another value, sorted; without
  /// those that the user overrides.
  public static List<String> missingDefaults(
      AwsConnection aws, Map<String, String> found, Map<String, String> own) {
    return aws.defaultTags().entrySet().stream()
        .filter(entry ->
            !own.containsKey(entry.getKey()) && !entry.getValue().equals(found.get(entry.getKey())))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /// The missing and differing tags of an object, each in a few words. A missing name or address
  /// counts only on objects that esform created.
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

  /// The changes of an object's tags.
  ///
  /// @param set tags to add or change
  /// @param removed keys of tags to remove
  public record Difference(SortedMap<String, String> set, List<String> removed) {

    public boolean isEmpty() {
      return set.isEmpty() && removed.isEmpty();
    }
  }

  /// The changes from one map of tags to another.
  public static Difference difference(Map<String, String> before, Map<String, String> after) {
    var set = new TreeMap<>(after);
    set.entrySet().removeIf(entry -> entry.getValue().equals(before.get(entry.getKey())));
    var removed = new ArrayList<>(before.keySet());
    removed.removeIf(after::containsKey);
    return new Difference(set, List.copyOf(removed));
  }

  /// Whether tags contain the token of this creation.
  public static boolean hasToken(Map<String, String> tags, String token) {
    return token.equals(tags.get(TOKEN));
  }

  /// The tags of a response. Skips tags without a key. A missing value becomes an empty one.
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

  /// The tags in the service's type, sorted.
  public List<T> list(Map<String, String> tags) {
    SortedMap<String, String> taken = takesAnyText ? new TreeMap<>(tags) : plain(tags);
    return taken.entrySet().stream()
        .map(entry -> maker.apply(entry.getKey(), entry.getValue()))
        .toList();
  }

  /// Sends a change.
  @FunctionalInterface
  public interface TagCall<V> {
    void send(V changed) throws AwsFailure;
  }

  /// Applies the changes. Makes no call for an empty part.
  public void change(Difference tags, TagCall<List<T>> set, TagCall<List<String>> remove)
      throws AwsFailure {
    if (!tags.set().isEmpty()) {
      set.send(list(tags.set()));
    }
    if (!tags.removed().isEmpty()) {
      remove.send(tags.removed());
    }
  }
}
