package io.esform.value;

import java.util.ArrayList;

/// The result of a conversion: the converted value, or the path and the reason of the failure.
public sealed interface ConversionResult {

  record Converted(Value value) implements ConversionResult {}

  /// @param path from the converted value to the part that does not fit; the root for the value
  ///   itself
  /// @param message a clause without capital and final stop: `a number is required, but "abc" is a
  ///   string`; never shows a sensitive value
  record Failed(AttributePath path, String message) implements ConversionResult {

    Failed within(AttributePath.Segment segment) {
      var segments = new ArrayList<AttributePath.Segment>();
      segments.add(segment);
      segments.addAll(path.segments());
      return new Failed(new AttributePath(segments), message);
    }

    /// `members[2].port: a number is required, but "abc" is a string`.
    public String display() {
      return path.segments().isEmpty() ? message : path + ": " + message;
    }
  }
}
