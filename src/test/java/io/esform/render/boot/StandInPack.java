package io.esform.render.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// A pack with the configuration of the real kernel and a fake server that starts in a second.
///
/// @param megabytes the size of the unpacked pack
record StandInPack(Path file, int megabytes) {

  private static final Path KERNEL =
      Path.of("examples/quickstart/.esform/wso2carbon-core-4.7.1.zip");
  private static final Path SERVER = Path.of("src/test/resources/render/boot/pack");

  StandInPack write() throws IOException {
    try (var kernel = new ZipFile(KERNEL.toFile());
        var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (ZipEntry entry : kernel.stream().toList()) {
        String path = entry.getName().substring(entry.getName().indexOf('/') + 1);
        if (path.startsWith("repository/conf/") && !entry.isDirectory()) {
          zip.putNextEntry(new ZipEntry("pack/" + path));
          try (InputStream content = kernel.getInputStream(entry)) {
            content.transferTo(zip);
          }
        }
      }
      for (String name : new String[] {"wso2server.sh", "server.py"}) {
        zip.putNextEntry(new ZipEntry("pack/bin/" + name));
        Files.copy(SERVER.resolve(name), zip);
      }
      zip.putNextEntry(new ZipEntry("pack/lib/ballast"));
      for (int block = 0; block < megabytes; block++) {
        zip.write(new byte[1 << 20]);
      }
    }
    return this;
  }

  String sha256() throws IOException, NoSuchAlgorithmException {
    return sha256(file);
  }

  static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256");
    try (var sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(file, sink);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
