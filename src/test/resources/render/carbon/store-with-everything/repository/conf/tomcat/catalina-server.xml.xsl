<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output encoding="UTF-8" omit-xml-declaration="yes"/>
  <xsl:template match="/">
    <xsl:if test="not(/Server/Service/Connector[not(contains(translate(@protocol,'AJP','ajp'),'ajp')) and (@scheme='https' or @SSLEnabled='true')])">
      <xsl:message terminate="yes">repository/conf/tomcat/catalina-server.xml: expected an HTTPS connector at /Server/Service/Connector</xsl:message>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:template>
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="/Server/Service/Connector[not(contains(translate(@protocol,'AJP','ajp'),'ajp')) and (@scheme='https' or @SSLEnabled='true')]"><xsl:copy><xsl:copy-of select="@*"/><xsl:attribute name="proxyPort">443</xsl:attribute><xsl:apply-templates/></xsl:copy></xsl:template>
  <xsl:template match="/Server/Service/Connector[not(contains(translate(@protocol,'AJP','ajp'),'ajp')) and not(@scheme='https' or @SSLEnabled='true')]"><xsl:copy><xsl:copy-of select="@*"/><xsl:attribute name="proxyPort">80</xsl:attribute><xsl:apply-templates/></xsl:copy></xsl:template>
</xsl:stylesheet>
