package io.esform.render.cloudinit;

import java.util.List;

/// Renders the `#cloud-config` part: files to write, nothing else. Packages are the boot script's
/// business, which installs only what the image lacks.
final class CloudConfig {

  private CloudConfig() {}

  static String render(List<HostFile> files) {
    var text = new StringBuilder("#cloud-config\nssh_deletekeys: false\n");
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
