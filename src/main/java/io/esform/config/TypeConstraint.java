package io.esform.config;

import io.esform.value.Type;
import io.esform.value.Types;

/// The type of a variable, and the defaults of optional attributes.
public record TypeConstraint(Type type, TypeDefaults defaults) {

  public static final TypeConstraint ANY = new TypeConstraint(Types.ANY, TypeDefaults.NONE);
}
