package io.esform.state.file;

/// The values that one key has sealed.
///
/// @param id of the key: 16 hexadecimal digits
/// @param source the argument that names the key: `key_file "state.key"`
/// @param values their number; their types are not counted
public record KeyUse(String id, String source, int values) {}
