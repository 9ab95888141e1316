package io.esform.eval.functions;

import io.esform.diag.EsformBug;
import io.esform.value.Types;
import io.esform.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/// Digests of texts and files, and name-based UUIDs.
final class HashFunctions {

  private HashFunctions() {}

  /// The digest in hexadecimal.
  static Function ofText(String name, String algorithm) {
    return Function.of(
        name,
        Types.STRING,
        arguments -> Value.of(hexadecimal(digest(algorithm, bytes(arguments.text(0))))),
        StringFunctions.text("string"));
  }

  static Function base64OfText(String name, String algorithm) {
    return Function.of(
        name,
        Types.STRING,
        arguments ->
            Value.of(EncodingFunctions.base64(digest(algorithm, bytes(arguments.text(0))))),
        StringFunctions.text("string"));
  }

  static Function ofFile(String name, String algorithm, Files files) {
    return Function.of(
        name,
        Types.STRING,
        arguments ->
            Value.of(hexadecimal(digest(algorithm, FileFunctions.bytes(files, arguments)))),
        StringFunctions.text("path"));
  }

  static Function base64OfFile(String name, String algorithm, Files files) {
    return Function.of(
        name,
        Types.STRING,
        arguments ->
            Value.of(
                EncodingFunctions.base64(digest(algorithm, FileFunctions.bytes(files, arguments)))),
        StringFunctions.text("path"));
  }

  static Function uuidv5() {
    return Function.of(
        "uuidv5",
        Types.STRING,
        arguments -> Value.of(uuid(namespace(arguments), bytes(arguments.text(1))).toString()),
        StringFunctions.text("namespace"),
        StringFunctions.text("name"));
  }

  /// RFC 9562, section 5.5 and appendix A.
  private static UUID namespace(CallArguments arguments) {
    return switch (arguments.text(0)) {
      case "dns" -> UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
      case "url" -> UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");
      case "oid" -> UUID.fromString("6ba7b812-9dad-11d1-80b4-00c04fd430c8");
      case "x500" -> UUID.fromString("6ba7b814-9dad-11d1-80b4-00c04fd430c8");
      default -> parsed(arguments);
    };
  }

  private static UUID parsed(CallArguments arguments) {
    try {
      return UUID.fromString(arguments.text(0));
    } catch (IllegalArgumentException _) {
      throw new FunctionFault(
          0, "the namespace must be dns, url, oid, x500 or a UUID, not " + arguments.shown(0));
    }
  }

  private static UUID uuid(UUID namespace, byte[] name) {
    byte[] content =
        ByteBuffer.allocate(16 + name.length)
            .putLong(namespace.getMostSignificantBits())
            .putLong(namespace.getLeastSignificantBits())
            .put(name)
            .array();
    ByteBuffer hash = ByteBuffer.wrap(digest("SHA-1", content));
    long high = (hash.getLong() & ~0xf000L) | 0x5000L;
    long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hexadecimal(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  private static byte[] digest(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (NoSuchAlgorithmException missing) {
      throw new EsformBug("The digest " + algorithm + " is missing.", missing);
    }
  }
}
