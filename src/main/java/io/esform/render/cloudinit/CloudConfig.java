package io.esform.render.cloudinit;

import java.util.List;

/// Renders the `#cloud-config` part, which only writes files. The boot script installs the other
/// files, and the packages that the image lacks.
final class CloudConfig {

  /// Runs at every boot before the files are written. By default cloud-init writes them once per
  /// instance. An instance that was stopped by force has not reset cloud-init for its next boot: it
  /// would run new user-data with old files and report that it is ready.
  private static final String AT_EVERY_BOOT =
      "bootcmd:\n- rm -f /var/lib/cloud/instance/sem/config_write_files\n";

  private CloudConfig() {}

  static String render(List<HostFile> files) {
    var text = new StringBuilder("#cloud-config\nssh_deletekeys: false\n" + AT_EVERY_BOOT);
    if (!files.isEmpty()) {
      text.append("write_files:\n");
    }
    for (HostFile file : files) {
      text.append("- path: ").append(YamlText.scalar(file.path())).append('\n');
      text.append("  permissions: '").append(file.mode()).append("'\n");
      text.append("  content: ").append(YamlText.block(file.content(), "    ")).append('\n');
    }
    return text.toString();
  }
}
