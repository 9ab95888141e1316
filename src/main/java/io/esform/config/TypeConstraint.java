package io.esform.config;

import io.esform.value.Type;
import io.esform.value.Types;

/// What the values of a variable must be, and what stands for the attributes they leave out.
public record TypeConstraint(Type type, TypeDefaults defaults) {

  public static final TypeConstraint ANY = new TypeConstraint(Types.ANY, TypeDefaults.NONE);
}
