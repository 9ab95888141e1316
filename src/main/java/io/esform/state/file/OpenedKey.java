package io.esform.state.file;

/// A key that is ready for use.
///
/// @param header describes it in a document
/// @param source the argument that names it: `key_file "state.key"`
/// @param isCurrent whether its source would seal with it; false for a data key whose KMS key is
///   not the configured one
record OpenedKey(Sealer sealer, KeyHeader header, String source, boolean isCurrent) {

  /// The id of the key.
  String id() {
    return header.check();
  }
}
