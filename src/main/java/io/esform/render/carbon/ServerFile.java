package io.esform.render.carbon;

import io.esform.render.carbon.CarbonNode.DeploymentSynchronizer;
import io.esform.render.xml.XmlText;

/// `carbon.xml`: the host name of the node (inside a comment in packs) and artifact sharing.
final class ServerFile {

  private static final String TARGET = "repository/conf/carbon.xml";

  private ServerFile() {}

  static CarbonChange render(CarbonNode node) {
    var sheet =
        Stylesheet.inCarbonNamespace(TARGET)
            .expect("/c:Server/c:Version", "/Server/Version")
            .text("/c:Server/c:HostName", node.hostName())
            .template(
                "/c:Server/c:Version[not(../c:HostName)]",
                """
                <xsl:copy-of select="."/>

                    <HostName xmlns="%s">%s</HostName>\
                """
                    .formatted(Stylesheet.CARBON_NAMESPACE, XmlText.escape(node.hostName())));
    var synchronizer = node.deploymentSynchronizer();
    if (synchronizer != null) {
      synchronize(sheet, synchronizer);
    }
    return sheet.toChange(false);
  }

  private static void synchronize(Stylesheet sheet, DeploymentSynchronizer synchronizer) {
    set(sheet, "Enabled", "true");
    set(sheet, "AutoCommit", Boolean.toString(synchronizer.autoCommit()));
    set(sheet, "AutoCheckout", Boolean.toString(synchronizer.autoCheckout()));
    set(sheet, "RepositoryType", "svn");
    set(sheet, "SvnUrl", synchronizer.url());
    set(sheet, "SvnUser", synchronizer.user());
    set(sheet, "SvnUrlAppendTenantId", Boolean.toString(synchronizer.appendTenantId()));
    expect(sheet, "SvnPassword");
    sheet.secretText(path("SvnPassword"), synchronizer.passwordSecret());
  }

  private static void set(Stylesheet sheet, String setting, String value) {
    expect(sheet, setting);
    sheet.text(path(setting), value);
  }

  private static void expect(Stylesheet sheet, String setting) {
    sheet.expect(path(setting), "/Server/DeploymentSynchronizer/" + setting);
  }

  private static String path(String setting) {
    return "/c:Server/c:DeploymentSynchronizer/c:" + setting;
  }
}
