<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output encoding="UTF-8" omit-xml-declaration="yes"/>
  <xsl:template match="/">
    <xsl:if test="not(/axisconfig/clustering[contains(@class,'HazelcastClusteringAgent')])">
      <xsl:message terminate="yes">repository/conf/axis2/axis2.xml: expected /axisconfig/clustering with class HazelcastClusteringAgent</xsl:message>
    </xsl:if>
    <xsl:if test="not(/axisconfig/clustering/members)">
      <xsl:message terminate="yes">repository/conf/axis2/axis2.xml: expected /axisconfig/clustering/members</xsl:message>
    </xsl:if>
    <xsl:if test="not(/axisconfig/clustering/parameter[@name='membershipScheme'])">
      <xsl:message terminate="yes">repository/conf/axis2/axis2.xml: expected /axisconfig/clustering/parameter[@name='membershipScheme']</xsl:message>
    </xsl:if>
    <xsl:if test="not(/axisconfig/clustering/parameter[@name='domain'])">
      <xsl:message terminate="yes">repository/conf/axis2/axis2.xml: expected /axisconfig/clustering/parameter[@name='domain']</xsl:message>
    </xsl:if>
    <xsl:if test="not(/axisconfig/clustering/parameter[@name='localMemberHost'])">
      <xsl:message terminate="yes">repository/conf/axis2/axis2.xml: expected /axisconfig/clustering/parameter[@name='localMemberHost']</xsl:message>
    </xsl:if>
    <xsl:if test="not(/axisconfig/clustering/parameter[@name='localMemberPort'])">
      <xsl:message terminate="yes">repository/conf/axis2/axis2.xml: expected /axisconfig/clustering/parameter[@name='localMemberPort']</xsl:message>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:template>
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="/axisconfig/clustering" xml:space="preserve"><xsl:copy><xsl:copy-of select="@*"/><xsl:attribute name="enable">true</xsl:attribute><xsl:apply-templates/></xsl:copy></xsl:template>
  <xsl:template match="/axisconfig/clustering/parameter[@name='membershipScheme']" xml:space="preserve"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>wka</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/axisconfig/clustering/parameter[@name='domain']" xml:space="preserve"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>wso2.es.domain</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/axisconfig/clustering/parameter[@name='localMemberHost']" xml:space="preserve"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>10.0.0.13</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/axisconfig/clustering/parameter[@name='localMemberPort']" xml:space="preserve"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>4000</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/axisconfig/clustering/parameter[@name='properties']/property[@name='subDomain']|/axisconfig/clustering/parameter[@name='properties']/text()[not(normalize-space()) and following-sibling::node()[1][self::property[@name='subDomain']]]" xml:space="preserve"><xsl:copy-of select=".//comment()"/></xsl:template>
  <xsl:template match="/axisconfig/clustering/members" xml:space="preserve"><xsl:copy><xsl:copy-of select="@*"/>
            <member>
                <hostName>10.0.0.11</hostName>
                <port>4000</port>
            </member>
            <member>
                <hostName>10.0.0.12</hostName>
                <port>4000</port>
            </member>
            <member>
                <hostName>10.0.0.13</hostName>
                <port>4000</port>
            </member>
            <member>
                <hostName>10.0.0.14</hostName>
                <port>4000</port>
            </member><xsl:apply-templates/></xsl:copy></xsl:template>
  <xsl:template match="/axisconfig/clustering/members/member|/axisconfig/clustering/members/text()[not(normalize-space()) and following-sibling::node()[1][self::member]]" xml:space="preserve"><xsl:copy-of select=".//comment()"/></xsl:template>
</xsl:stylesheet>
