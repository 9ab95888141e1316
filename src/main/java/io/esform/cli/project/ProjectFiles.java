package io.esform.cli.project;

import io.esform.config.SourceFiles;
import io.esform.eval.functions.Files;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// All files that determine a plan: those of the configuration and those that functions read.
public interface ProjectFiles extends SourceFiles, Files {

  @Override
  default String read(String path) throws IOException {
    return decode(bytes(path));
  }

  @Override
  default String text(String path) throws IOException {
    try {
      return decode(bytes(path));
    } catch (CharacterCodingException _) {
      throw new IOException("is not UTF-8 text");
    }
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
