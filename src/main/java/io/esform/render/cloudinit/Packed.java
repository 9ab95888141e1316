package io.esform.render.cloudinit;

import io.esform.diag.EsformBug;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Gzipped data for a host.
///
/// @param base64 the gzipped bytes in base64
/// @param bytes their number
/// @param sha256 their hash in hexadecimal
public record Packed(String base64, int bytes, String sha256) {

  public static Packed gzip(byte[] content) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      gzip.write(content);
    } catch (IOException failure) {
      throw new EsformBug("Writing to memory failed.", failure);
    }
    byte[] packed = bytes.toByteArray();
    return new Packed(Base64.getEncoder().encodeToString(packed), packed.length, sha256(packed));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new EsformBug("The runtime has no SHA-256.", missing);
    }
  }
}
