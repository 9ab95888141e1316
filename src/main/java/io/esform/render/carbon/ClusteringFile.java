package io.esform.render.carbon;

import io.esform.render.carbon.CarbonNode.Cluster;
import io.esform.render.carbon.CarbonNode.ClusterMember;
import io.esform.render.xml.XmlText;
import java.util.stream.Collectors;

/// `axis2.xml`: Hazelcast clustering by well-known addresses, without the `subDomain` of the pack.
final class ClusteringFile {

  private static final String TARGET = "repository/conf/axis2/axis2.xml";
  private static final String CLUSTERING = "/axisconfig/clustering";

  private ClusteringFile() {}

  static CarbonChange render(Cluster cluster) {
    var sheet =
        Stylesheet.of(TARGET)
            .expect(
                CLUSTERING + "[contains(@class,'HazelcastClusteringAgent')]",
                CLUSTERING + " with class HazelcastClusteringAgent")
            .expect(CLUSTERING + "/members", CLUSTERING + "/members")
            .attribute(CLUSTERING, "enable", "true");
    parameter(sheet, "membershipScheme", "wka");
    parameter(sheet, "domain", cluster.domain());
    parameter(sheet, "localMemberHost", cluster.localAddress());
    parameter(sheet, "localMemberPort", Integer.toString(cluster.localPort()));
    return sheet
        .without(CLUSTERING + "/parameter[@name='properties']", "property[@name='subDomain']")
        .template(CLUSTERING + "/members", members(cluster))
        .without(CLUSTERING + "/members", "member")
        .toChange(false);
  }

  private static void parameter(Stylesheet sheet, String name, String value) {
    var path = CLUSTERING + "/parameter[@name='" + name + "']";
    sheet.expect(path, path).text(path, value);
  }

  private static String members(Cluster cluster) {
    return cluster.members().stream()
        .map(ClusteringFile::member)
        .collect(
            Collectors.joining(
                "", "<xsl:copy><xsl:copy-of select=\"@*\"/>", "<xsl:apply-templates/></xsl:copy>"));
  }

  private static String member(ClusterMember member) {
    var block =
        """
        <member>
            <hostName>%s</hostName>
            <port>%d</port>
        </member>
        """
            .formatted(XmlText.escape(member.address()), member.port());
    return "\n" + block.indent(12).stripTrailing();
  }
}
