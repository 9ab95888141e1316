package io.esform.cli.project;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads text from a file that a user names: a regular file or a pipe, of any size.
public final class TextFile {

  private static final int BEGINNING = 8192;

  private TextFile() {}

  /// @throws MalformedInputException if it is not UTF-8, or begins like a binary file; the start is
  ///   checked first, because `/dev/zero` has no end
  public static String read(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] beginning = stream.readNBytes(BEGINNING);
      for (byte each : beginning) {
        if (each == 0) {
          throw new MalformedInputException(1);
        }
      }
      byte[] all =
          new SequenceInputStream(new ByteArrayInputStream(beginning), stream).readAllBytes();
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(all)).toString();
    }
  }
}
