package io.esform.render.carbon;

import io.esform.render.carbon.CarbonNode.DeploymentSynchronizer;
import io.esform.render.xml.XmlText;
import java.util.List;
import java.util.stream.Collectors;

/// `carbon.xml`: the host name of the node (inside a comment in packs) and artifact sharing.
///
/// A synchronizer that is missing, or in a comment only, is added, and so are its missing settings.
final class ServerFile {

  private static final String SERVER = "/c:Server";
  private static final String SYNCHRONIZER = "c:DeploymentSynchronizer";
  private static final String INDENTATION = "\n    ";

  private ServerFile() {}

  static CarbonChange render(CarbonNode node) {
    var hostName = "<HostName>" + XmlText.escape(node.hostName()) + "</HostName>";
    var sheet =
        Stylesheet.inCarbonNamespace("repository/conf/carbon.xml")
            .expect(SERVER, "/Server in the namespace " + Stylesheet.CARBON_NAMESPACE)
            .text(SERVER + "/c:HostName", node.hostName())
            .template(
                SERVER + "/c:Version[not(../c:HostName)]",
                "<xsl:copy-of select=\".\"/>\n" + INDENTATION + hostName);
    var missing = Stylesheet.unless("c:HostName or c:Version", INDENTATION, hostName);
    var synchronizer = node.deploymentSynchronizer();
    if (synchronizer != null) {
      missing += synchronize(sheet, synchronizer);
    }
    return sheet.append(SERVER, missing, "\n").toChange(false);
  }

  /// Returns the instructions for a whole synchronizer, for a file without one.
  private static String synchronize(Stylesheet sheet, DeploymentSynchronizer synchronizer) {
    var block = SERVER + "/" + SYNCHRONIZER;
    var settings = settings(synchronizer);
    settings.stream()
        .filter(setting -> !setting.isSecret())
        .forEach(setting -> sheet.text(block + "/c:" + setting.name(), setting.value()));
    sheet.secretText(block + "/c:SvnPassword", synchronizer.passwordSecret());
    var indentation = INDENTATION + "    ";
    var missing =
        settings.stream()
            .map(
                setting -> Stylesheet.unless("c:" + setting.name(), indentation, setting.element()))
            .collect(Collectors.joining());
    sheet.append(block, missing, INDENTATION);
    var whole =
        settings.stream()
            .map(setting -> indentation + setting.element())
            .collect(
                Collectors.joining(
                    "", "<DeploymentSynchronizer>", INDENTATION + "</DeploymentSynchronizer>"));
    return Stylesheet.unless(SYNCHRONIZER, "\n" + INDENTATION, whole);
  }

  private static List<Setting> settings(DeploymentSynchronizer synchronizer) {
    return List.of(
        new Setting("Enabled", "true", false),
        new Setting("AutoCommit", Boolean.toString(synchronizer.autoCommit()), false),
        new Setting("AutoCheckout", Boolean.toString(synchronizer.autoCheckout()), false),
        new Setting("RepositoryType", "svn", false),
        new Setting("SvnUrl", synchronizer.url(), false),
        new Setting("SvnUser", synchronizer.user(), false),
        new Setting("SvnPassword", synchronizer.passwordSecret(), true),
        new Setting(
            "SvnUrlAppendTenantId", Boolean.toString(synchronizer.appendTenantId()), false));
  }

  /// A setting of the synchronizer.
  ///
  /// @param value the text, or the name of a secret
  private record Setting(String name, String value, boolean isSecret) {

    String element() {
      var content = isSecret ? Stylesheet.valueOfSecret(value) : XmlText.escape(value);
      return "<" + name + ">" + content + "</" + name + ">";
    }
  }
}
