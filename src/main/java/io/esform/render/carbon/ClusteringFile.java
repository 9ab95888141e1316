package io.esform.render.carbon;

import io.esform.render.carbon.CarbonNode.Cluster;
import io.esform.render.carbon.CarbonNode.ClusterMember;
import io.esform.render.xml.XmlText;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// `axis2.xml`: Hazelcast clustering by well-known addresses, without the `subDomain` of the pack.
///
/// Parameters and members that are missing, or in a comment only, are added.
final class ClusteringFile {

  private static final String CLUSTERING = "/axisconfig/clustering";
  private static final String INDENTATION = "\n        ";

  private ClusteringFile() {}

  static CarbonChange render(Cluster cluster) {
    var sheet =
        Stylesheet.of("repository/conf/axis2/axis2.xml")
            .expect(
                CLUSTERING + "[contains(@class,'HazelcastClusteringAgent')]",
                CLUSTERING + " with class HazelcastClusteringAgent");
    var parameters = parameters(cluster);
    parameters.forEach((name, value) -> sheet.text(CLUSTERING + "/" + path(name), value));
    var members = members(cluster);
    var missing =
        parameters.entrySet().stream()
            .map(parameter ->
                Stylesheet.unless(
                    path(parameter.getKey()),
                    INDENTATION,
                    "<parameter name=\"%s\">%s</parameter>"
                        .formatted(parameter.getKey(), XmlText.escape(parameter.getValue()))))
            .collect(Collectors.joining());
    return sheet
        .appendWith(
            Stylesheet.attributeOf("enable", "true"),
            CLUSTERING,
            missing
                + Stylesheet.unless(
                    "members", INDENTATION, "<members>" + members + INDENTATION + "</members>"),
            "\n    ")
        .without(CLUSTERING + "/parameter[@name='properties']", "property[@name='subDomain']")
        .template(
            CLUSTERING + "/members",
            "<xsl:copy><xsl:copy-of select=\"@*\"/>"
                + members
                + "<xsl:if test=\"not(node())\">"
                + INDENTATION
                + "</xsl:if><xsl:apply-templates/></xsl:copy>")
        .without(CLUSTERING + "/members", "member")
        .toChange(false);
  }

  private static SequencedMap<String, String> parameters(Cluster cluster) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("membershipScheme", "wka");
    parameters.put("domain", cluster.domain());
    parameters.put("localMemberHost", cluster.localAddress());
    parameters.put("localMemberPort", Integer.toString(cluster.localPort()));
    return parameters;
  }

  private static String path(String parameter) {
    return "parameter[@name='" + parameter + "']";
  }

  private static String members(Cluster cluster) {
    return cluster.members().stream().map(ClusteringFile::member).collect(Collectors.joining());
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
