<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:c="http://wso2.org/projects/carbon/carbon.xml" exclude-result-prefixes="c">
  <xsl:output encoding="UTF-8" omit-xml-declaration="yes"/>
  <xsl:template match="/">
    <xsl:if test="not(/c:Server/c:Version)">
      <xsl:message terminate="yes">repository/conf/carbon.xml: expected /Server/Version</xsl:message>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:template>
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="/c:Server/c:HostName"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>publisher.es-wso2.com</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server/c:Version[not(../c:HostName)]"><xsl:copy-of select="."/><xsl:text>

    </xsl:text><HostName xmlns="http://wso2.org/projects/carbon/carbon.xml">publisher.es-wso2.com</HostName></xsl:template>
</xsl:stylesheet>
