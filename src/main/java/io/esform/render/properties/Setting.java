package io.esform.render.properties;

/// A key with its value, with its place in the text. Offsets are 0-based, UTF-16.
///
/// @param key without escapes
/// @param value without escapes
/// @param hasSeparator whether anything separates the key from the value
/// @param valueStart the end of the separator
/// @param valueEnd the end of the value, exclusive: without the end of the line
/// @param isContinued whether the text ends in a backslash there
record Setting(
    String key,
    String value,
    boolean hasSeparator,
    int valueStart,
    int valueEnd,
    boolean isContinued) {}
