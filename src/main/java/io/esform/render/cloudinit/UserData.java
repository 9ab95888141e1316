package io.esform.render.cloudinit;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The user-data of a host.
///
/// @param base64 the gzipped message in base64
/// @param bytes the size of the gzipped message before base64, which {@link #BUDGET} limits
/// @param sha256 the hash of the gzipped message in hexadecimal
public record UserData(String base64, int bytes, String sha256) {

  /// The limit of EC2, in bytes before base64.
  public static final int BUDGET = 16_384;

  /// Returns user-data that writes these files and then runs the commands, at every boot.
  ///
  /// @param commands shell lines
  public static UserData of(List<HostFile> files, String commands) {
    String message = MimeMessage.render(CloudConfig.render(files), bootScript(commands));
    Packed packed = Packed.gzip(message.getBytes(StandardCharsets.UTF_8));
    return new UserData(packed.base64(), packed.bytes(), packed.sha256());
  }

  public boolean fits() {
    return bytes <= BUDGET;
  }

  private static String bootScript(String commands) {
    return "#!/bin/sh\n" + commands + "\n";
  }
}
