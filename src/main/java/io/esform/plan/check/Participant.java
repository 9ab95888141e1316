package io.esform.plan.check;

import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.SourceRange;
import io.esform.plan.instance.AttributeReport;
import io.esform.plan.secrets.SecretTexts;
import io.esform.provider.Relations;
import io.esform.value.AttributePath;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An instance with relations to others.
///
/// @param provider its provider configuration
/// @param instance null for an existing object outside the targets of the plan
/// @param touched whether a fault in its relations is a fault of this plan
/// @param value planned or existing, with marks
record Participant(
    String provider,
    String address,
    @Nullable ResourceInstance instance,
    boolean touched,
    Relations relations,
    ObjectValue value) {

  private static final int SHOWN_PLACES = 3;

  /// The address, with a hint at an object that only the state has.
  String label() {
    return instance == null ? address + " (not in the targets)" : address;
  }

  /// Distinct places of arguments in the source, as `main.esf:3:5, main.esf:9:5`.
  static String places(Stream<@Nullable SourceRange> ranges) {
    List<String> places = ranges.filter(Objects::nonNull).map(String::valueOf).distinct().toList();
    String shown = String.join(", ", places.subList(0, Math.min(places.size(), SHOWN_PLACES)));
    return places.size() > SHOWN_PLACES ? shown + ", …" : shown;
  }

  @Nullable SourceRange range(AttributePath path) {
    return instance == null ? null : AttributeReport.locate(instance, path);
  }

  @Nullable SourceRange header() {
    return instance == null ? null : instance.resource().headerRange();
  }

  String hide(String text) {
    return SecretTexts.of(value).hide(text);
  }
}
