package io.esform.eval.functions;

import io.esform.diag.EsformBug;
import io.esform.value.Types;
import io.esform.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/// Base64 and URL encoding.
final class EncodingFunctions {

  private EncodingFunctions() {}

  static Function base64encode() {
    return ofText("base64encode", text -> base64(text.getBytes(StandardCharsets.UTF_8)));
  }

  static Function base64gzip() {
    return ofText("base64gzip", text -> base64(gzip(text.getBytes(StandardCharsets.UTF_8))));
  }

  /// The result is always the same: Java writes no time into the header.
  private static byte[] gzip(byte[] content) {
    var compressed = new ByteArrayOutputStream();
    try (var stream = new GZIPOutputStream(compressed)) {
      stream.write(content);
    } catch (IOException impossible) {
      throw new EsformBug("Memory could not be written.", impossible);
    }
    return compressed.toByteArray();
  }

  static Function base64decode() {
    return ofText("base64decode", EncodingFunctions::decoded);
  }

  private static String decoded(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw new FunctionFault(0, "not valid base64");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new FunctionFault(0, "the decoded content is not UTF-8 text");
    }
  }

  static String base64(byte[] content) {
    Size.ofResult().require(content.length / 3L * 4);
    return Base64.getEncoder().encodeToString(content);
  }

  static Function urlencode() {
    return ofText(
        "urlencode",
        text -> {
          // An escaped byte becomes three bytes of text.
          Size.ofResult().require(text.chars().mapToLong(EncodingFunctions::encodedLength).sum());
          return URLEncoder.encode(text, StandardCharsets.UTF_8)
              .replace("*", "%2A")
              .replace("%7E", "~");
        });
  }

  private static long encodedLength(int unit) {
    return Character.isLetterOrDigit(unit) && unit < 0x80 ? 1 : unit < 0x80 ? 3 : 9;
  }

  static Function urldecode() {
    return ofText("urldecode", EncodingFunctions::urlDecoded);
  }

  private static String urlDecoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new FunctionFault(0, "not a valid URL encoding");
    }
  }

  private static Function ofText(String name, UnaryOperator<String> operation) {
    return Function.of(
        name,
        Types.STRING,
        arguments -> Value.of(operation.apply(arguments.text(0))),
        StringFunctions.text("string"));
  }
}
