package io.esform.state.file;

/// A key that is ready for use.
///
/// @param header describes it in a document
/// @param source the argument that names it: `key_file "state.key"`
record OpenedKey(Sealer sealer, KeyHeader header, String source) {

  /// The id of the key.
  String id() {
    return header.check();
  }
}
