package io.esform.schema;

import io.esform.value.Type;
import io.esform.value.Value;
import org.jspecify.annotations.Nullable;

/// One argument or attribute of a schema. Created by the factory methods and refined by the `with…`
/// methods.
///
/// @param description one or two sentences of Markdown, for the reference
/// @param sensitive never shown, encrypted in the state
/// @param requiresReplacement whether a change of it requires a new object
/// @param defaultValue the value of an unset optional argument; null when it stays null
/// @param secretAdvice for an argument that is delivered in clear and so refuses a sensitive value:
///   one or two sentences on what to set instead; null for an argument that accepts it
public record AttributeSchema(
    String name,
    Type type,
    Presence presence,
    String description,
    boolean sensitive,
    boolean requiresReplacement,
    @Nullable Value defaultValue,
    Display display,
    @Nullable String secretAdvice) {

  /// Whether the configuration or the provider sets it.
  public enum Presence {
    REQUIRED,
    OPTIONAL,
    /// The configuration may set it; else the provider sets it.
    OPTIONAL_COMPUTED,
    /// Only the provider sets it.
    COMPUTED;

    public boolean isComputed() {
      return this == COMPUTED || this == OPTIONAL_COMPUTED;
    }

    public boolean isConfigurable() {
      return this != COMPUTED;
    }
  }

  /// The display of a change in a plan.
  public enum Display {
    /// As a value.
    VALUE,
    /// A `map(string)` of rendered files, checksum by path: shown as unified diffs of their texts.
    FILES,
    /// Not shown: internal data without information beyond the other attributes.
    HIDDEN
  }

  public static AttributeSchema required(String name, Type type, String description) {
    return of(name, type, Presence.REQUIRED, description);
  }

  public static AttributeSchema optional(String name, Type type, String description) {
    return of(name, type, Presence.OPTIONAL, description);
  }

  public static AttributeSchema optionalComputed(String name, Type type, String description) {
    return of(name, type, Presence.OPTIONAL_COMPUTED, description);
  }

  public static AttributeSchema computed(String name, Type type, String description) {
    return of(name, type, Presence.COMPUTED, description);
  }

  private static AttributeSchema of(String name, Type type, Presence presence, String description) {
    return new AttributeSchema(
        name, type, presence, description, false, false, null, Display.VALUE, null);
  }

  public AttributeSchema withDefault(Value value) {
    return new AttributeSchema(
        name,
        type,
        presence,
        description,
        sensitive,
        requiresReplacement,
        value,
        display,
        secretAdvice);
  }

  public AttributeSchema asSensitive() {
    return new AttributeSchema(
        name,
        type,
        presence,
        description,
        true,
        requiresReplacement,
        defaultValue,
        display,
        secretAdvice);
  }

  public AttributeSchema withReplacement() {
    return new AttributeSchema(
        name, type, presence, description, sensitive, true, defaultValue, display, secretAdvice);
  }

  public AttributeSchema shownAs(Display shown) {
    return new AttributeSchema(
        name,
        type,
        presence,
        description,
        sensitive,
        requiresReplacement,
        defaultValue,
        shown,
        secretAdvice);
  }

  /// For an argument that is delivered in clear: a sensitive value is an error.
  ///
  /// @param advice one or two sentences on what to set instead
  public AttributeSchema withoutSecrets(String advice) {
    return new AttributeSchema(
        name,
        type,
        presence,
        description,
        sensitive,
        requiresReplacement,
        defaultValue,
        display,
        advice);
  }
}
