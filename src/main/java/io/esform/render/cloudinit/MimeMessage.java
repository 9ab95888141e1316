package io.esform.render.cloudinit;

/// Renders the MIME message for cloud-init.
final class MimeMessage {

  /// Unique: no part contains a line that begins with two hyphens and this word.
  private static final String BOUNDARY = "esform-part";

  private MimeMessage() {}

  static String render(String cloudConfig, String bootScript) {
    return "Content-Type: multipart/mixed; boundary=\""
        + BOUNDARY
        + "\"\nMIME-Version: 1.0\n\n"
        + part("cloud-config", cloudConfig)
        + part("x-shellscript-per-boot", bootScript)
        + "--"
        + BOUNDARY
        + "--\n";
  }

  private static String part(String subtype, String content) {
    return "--"
        + BOUNDARY
        + "\nContent-Type: text/"
        + subtype
        + "; charset=\"utf-8\"\nContent-Transfer-Encoding: 8bit\n"
        + "Content-Disposition: attachment; filename=\"esform-"
        + subtype
        + "\"\n\n"
        + content
        + "\n";
  }
}
