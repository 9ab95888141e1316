package io.esform.eval.functions;

import java.io.IOException;
import java.util.List;

/// The files that functions read. A relative path is relative to the working directory.
///
/// The message of an exception does not contain the path, which the caller adds: "does not exist",
/// "is not UTF-8 text".
public interface Files {

  /// The file's content; it must be UTF-8.
  String text(String path) throws IOException;

  byte[] bytes(String path) throws IOException;

  /// Whether a regular file exists; throws if the path is something else.
  boolean exists(String path) throws IOException;

  /// The regular files below a directory whose path matches a glob (`*`, `**`, `?`, `{a,b}`,
  /// `[a-z]`), as paths relative to that directory, with `/`, sorted.
  List<String> matching(String directory, String pattern) throws IOException;

  /// The absolute path, without `.` and `..`, with `/`.
  String absolute(String path);

  /// The path with a leading `~` replaced by the user's home directory.
  String expanded(String path);
}
