package io.esform.render.carbon;

import io.esform.render.carbon.CarbonNode.RegistryMounts;
import io.esform.render.carbon.Databases.Database;
import io.esform.render.xml.XmlText;
import org.jspecify.annotations.Nullable;

/// `registry.xml`: the shared registry as a remote instance, and its mounts.
///
/// Replaces mounts of the same two collections in the pack (kernel 4.5 has them), and the remote
/// instances and database configurations that only these mounts use.
final class RegistryFile {

  private static final String ROOT = "/wso2registry";
  private static final String LOCAL = ROOT + "/dbConfig[@name='wso2registry']";
  private static final String CONFIGURATION = "sharedregistry";
  private static final String INSTANCE = "sharedinstance";
  private static final String MOUNTED =
      "contains('|/_system/config|/_system/config/|/_system/governance|/_system/governance/|',"
          + "concat('|',normalize-space(@path),'|'))";
  private static final String REPLACED =
      "normalize-space(id)='%s' or id=../mount[%2$s]/instanceId and not(id=../mount[not(%2$s)]/instanceId)"
          .formatted(INSTANCE, MOUNTED);
  private static final String UNUSED =
      ("@name='%s' or @name=../remoteInstance[%2$s]/dbConfig"
              + " and not(@name=../remoteInstance[not(%2$s)]/dbConfig or @name=../currentDBConfig)")
          .formatted(CONFIGURATION, REPLACED);

  private RegistryFile() {}

  /// Returns null if the registry is unchanged.
  static @Nullable CarbonChange render(CarbonNode node) {
    var mounts = node.mounts();
    if (mounts == null) {
      return null;
    }
    return Stylesheet.of("repository/conf/registry.xml")
        .expect(LOCAL, LOCAL)
        .template(
            LOCAL,
            "<xsl:copy><xsl:apply-templates select=\"@*|node()\"/></xsl:copy>"
                + shared(node.databases().registry(), mounts))
        .without(ROOT, "dbConfig[not(@name='wso2registry') and (" + UNUSED + ")]")
        .without(ROOT, "remoteInstance[" + REPLACED + "]")
        .without(ROOT, "mount[" + MOUNTED + "]")
        .toChange(false);
  }

  private static String shared(Database registry, RegistryMounts mounts) {
    return """


        <dbConfig name="%1$s">
            <dataSource>%2$s</dataSource>
        </dbConfig>

        <remoteInstance url="https://localhost:9443/registry">
            <id>%3$s</id>
            <dbConfig>%1$s</dbConfig>
            <readOnly>false</readOnly>
            <enableCache>true</enableCache>
            <registryRoot>/</registryRoot>
            <cacheId>%4$s</cacheId>
        </remoteInstance>
    %5$s%6$s\
    """
        .formatted(
            CONFIGURATION,
            Datasource.REGISTRY.jndiName(),
            INSTANCE,
            XmlText.escape(registry.user() + "@" + registry.url()),
            mount("/_system/config", mounts.configTarget()),
            mount("/_system/governance", mounts.governanceTarget()));
  }

  private static String mount(String path, String target) {
    var block =
        """
        <mount path="%s" overwrite="true">
            <instanceId>%s</instanceId>
            <targetPath>%s</targetPath>
        </mount>
        """
            .formatted(path, INSTANCE, XmlText.escape(target));
    return "\n" + block.indent(4).stripTrailing();
  }
}
