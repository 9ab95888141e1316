package io.esform.render.cloudinit;

import java.util.List;

/// Renders the `#cloud-config` part: files to write, nothing else. Packages are the boot script's
/// business, which installs only what the image lacks.
final class CloudConfig {

  /// Runs at every boot before the files are written. By itself cloud-init writes them once for
  /// each instance: one that was stopped by force, and so has not made its next boot a first boot,
  /// would boot new user-data with old files and say that it is ready. What may be no file any more
  /// goes.
  private static final String AFRESH =
      "bootcmd:\n- rm -rf /var/lib/cloud/instance/sem/config_write_files /etc/esform/changes"
          + " /etc/esform/overlay /etc/nginx/conf.d/es-*.conf\n";

  private CloudConfig() {}

  static String render(List<HostFile> files) {
    var text = new StringBuilder("#cloud-config\nssh_deletekeys: false\n" + AFRESH);
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
