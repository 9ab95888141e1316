package io.esform.render.cloudinit;

import io.esform.diag.EsformBug;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// The user-data of a host.
///
/// @param base64 the gzipped message in base64
/// @param bytes the size of the gzipped message before base64, which {@link #BUDGET} limits
/// @param sha256 the hash of the gzipped message in hexadecimal
public record UserData(String base64, int bytes, String sha256) {

  /// The limit of EC2, in bytes before base64.
  public static final int BUDGET = 16_384;

  /// @param bytes the size reduction of the user-data without the file
  public record Share(String path, int bytes) {}

  /// Returns user-data that writes these files and then runs the command, at every boot.
  ///
  /// @param command one shell line
  public static UserData of(List<HostFile> files, String command) {
    byte[] packed = gzip(MimeMessage.render(CloudConfig.render(files), bootScript(command)));
    return new UserData(Base64.getEncoder().encodeToString(packed), packed.length, sha256(packed));
  }

  public boolean fits() {
    return bytes <= BUDGET;
  }

  /// Returns the share of each file in the size of the user-data, largest first.
  public static List<Share> shares(List<HostFile> files, String command) {
    int whole = of(files, command).bytes();
    return files.stream()
        .map(file -> {
          var others = files.stream().filter(other -> !other.equals(file)).toList();
          return new Share(file.path(), whole - of(others, command).bytes());
        })
        .sorted(Comparator.comparingInt(Share::bytes).reversed().thenComparing(Share::path))
        .toList();
  }

  private static String bootScript(String command) {
    return "#!/bin/sh\n" + command + "\n";
  }

  private static byte[] gzip(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new EsformBug("Writing to memory failed.", failure);
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new EsformBug("The runtime has no SHA-256.", missing);
    }
  }
}
