package io.esform.state.file;

/// Processes elements of a document during the read and removes them, so that a large document is
/// never in memory as a whole.
interface StreamedElements {

  /// Removes nothing.
  StreamedElements NOTHING = new StreamedElements() {};

  /// The harvest for the value of a member.
  ///
  /// @param before the object with its preceding members
  default StreamedElements into(String name, Json.Members before) {
    return NOTHING;
  }

  /// Processes a completely read element of an array; true to remove it from the document.
  default boolean takes(Json element) {
    return false;
  }
}
