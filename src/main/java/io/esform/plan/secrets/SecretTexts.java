package io.esform.plan.secrets;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.NullValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SensitiveValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.TupleValue;
import io.esform.value.Value.UnknownValue;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The texts of secrets, used to find them in results and messages of providers, which see no
/// marks.
///
/// Short texts occur in others by chance. A text of fewer than twelve characters counts only as a
/// whole word, one of fewer than four only as the whole text, and a number of fewer than four
/// digits not at all.
public final class SecretTexts {

  private static final int TELLING = 12;
  private static final int SHORT = 4;
  private static final String HIDDEN = "(sensitive)";

  /// The longest first, so that none is cut by a shorter one.
  private final Collection<String> texts =
      new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(it -> it));

  /// The texts of the marked parts of these values.
  public static SecretTexts of(@Nullable Value... values) {
    var texts = new SecretTexts();
    for (Value value : values) {
      if (value != null) {
        texts.addMarked(value);
      }
    }
    return texts;
  }

  void addMarked(Value value) {
    collect(value, false);
  }

  private void collect(Value value, boolean inside) {
    switch (value) {
      case SensitiveValue(var inner) -> collect(inner, true);
      case StringValue(var text) -> add(text, inside);
      case NumberValue number ->
          add(number.display(), inside && number.display().length() >= SHORT);
      case ListValue(_, var elements) -> elements.forEach(element -> collect(element, inside));
      case SetValue(_, var elements) -> elements.forEach(element -> collect(element, inside));
      case TupleValue(var elements) -> elements.forEach(element -> collect(element, inside));
      case MapValue(_, var entries) ->
          entries.forEach((key, entry) -> {
            add(key, inside && key.length() >= TELLING);
            collect(entry, inside);
          });
      case ObjectValue(var attributes) ->
          attributes.values().forEach(attribute -> collect(attribute, inside));
      case BoolValue _, NullValue _, UnknownValue _ -> {}
    }
  }

  private void add(String text, boolean inside) {
    if (inside && !text.isBlank()) {
      texts.add(text);
    }
  }

  /// Whether the text is or contains a secret.
  boolean areIn(String text) {
    return texts.stream().anyMatch(secret -> text.equals(secret) || find(text, secret, 0) >= 0);
  }

  /// Whether the text is a secret, or contains one that is not short: for files, which are long, so
  /// that a short text in them is a coincidence.
  public boolean areClearlyIn(String text) {
    return texts.stream()
        .anyMatch(it -> text.equals(it) || (it.length() >= TELLING && text.contains(it)));
  }

  /// Whether the value contains a secret.
  public boolean areWithin(Value value) {
    return switch (value) {
      case SensitiveValue(var inner) -> areWithin(inner);
      case StringValue(var text) -> areIn(text);
      case NumberValue number -> areIn(number.display());
      case ListValue(_, var elements) -> elements.stream().anyMatch(this::areWithin);
      case SetValue(_, var elements) -> elements.stream().anyMatch(this::areWithin);
      case TupleValue(var elements) -> elements.stream().anyMatch(this::areWithin);
      case MapValue(_, var entries) -> areWithin(entries);
      case ObjectValue(var attributes) -> areWithin(attributes);
      case BoolValue _, NullValue _, UnknownValue _ -> false;
    };
  }

  private boolean areWithin(Map<String, Value> entries) {
    return entries.entrySet().stream()
        .anyMatch(entry -> areIn(entry.getKey()) || areWithin(entry.getValue()));
  }

  /// The index of the first occurrence of the secret from there on that counts; -1 for none.
  private static int find(String text, String secret, int from) {
    if (secret.length() < SHORT) {
      return -1;
    }
    int at = text.indexOf(secret, from);
    while (at >= 0 && secret.length() < TELLING && !standsAlone(text, at, at + secret.length())) {
      at = text.indexOf(secret, at + 1);
    }
    return at;
  }

  private static boolean standsAlone(String text, int start, int end) {
    return (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
        && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
  }

  /// The text with `(sensitive)` in place of each secret.
  public String hide(String text) {
    String hidden = text;
    for (String secret : texts) {
      int at = find(hidden, secret, 0);
      while (at >= 0) {
        hidden = hidden.substring(0, at) + HIDDEN + hidden.substring(at + secret.length());
        at = find(hidden, secret, at + HIDDEN.length());
      }
    }
    return hidden;
  }

  public List<String> hideAll(List<String> lines) {
    return lines.stream().map(this::hide).toList();
  }

  public List<AttributeDiagnostic> hideInFaults(List<AttributeDiagnostic> faults) {
    return faults.stream()
        .map(it ->
            new AttributeDiagnostic(it.path(), hide(it.summary()), hide(it.detail()), it.shared()))
        .toList();
  }

  public Diagnostics hide(Diagnostics diagnostics) {
    return texts.isEmpty()
        ? diagnostics
        : new Diagnostics(diagnostics.all().stream().map(this::hide).toList());
  }

  public Diagnostic hide(Diagnostic diagnostic) {
    return diagnostic.withText(hide(diagnostic.summary()), hide(diagnostic.detail()));
  }
}
