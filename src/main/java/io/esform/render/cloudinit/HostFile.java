package io.esform.render.cloudinit;

import java.nio.charset.StandardCharsets;

/// A file on a host, owned by root.
///
/// @param path absolute
/// @param content text; `\n` line ends
/// @param mode permission bits in octal, four digits: `0644`
public record HostFile(String path, String content, String mode) {

  public static HostFile plain(String path, String content) {
    return new HostFile(path, content, "0644");
  }

  public static HostFile executable(String path, String content) {
    return new HostFile(path, content, "0755");
  }

  /// The checksum of the content, in hexadecimal.
  public String sha256() {
    return Packed.sha256(content.getBytes(StandardCharsets.UTF_8));
  }
}
