package io.esform.state.file;

/// Follows one value of a document while it is read, and takes elements out that are done with once
/// they have been seen: a document of a hundred thousand of them is then never there as a whole.
interface Harvest {

  /// Leaves everything where it is.
  Harvest NOTHING = new Harvest() {};

  /// Who follows the value of a member.
  ///
  /// @param before the object, with the members that stand before this one
  default Harvest into(String name, Json.Members before) {
    return NOTHING;
  }

  /// Whether an element of an array, which has been read whole, may be left out of it.
  default boolean takes(Json element) {
    return false;
  }
}
