<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:c="http://wso2.org/projects/carbon/carbon.xml" xmlns="http://wso2.org/projects/carbon/carbon.xml" exclude-result-prefixes="c">
  <xsl:output encoding="UTF-8" omit-xml-declaration="yes"/>
  <xsl:template match="/">
    <xsl:if test="not(/c:Server)">
      <xsl:message terminate="yes">repository/conf/carbon.xml: expected /Server in the namespace http://wso2.org/projects/carbon/carbon.xml</xsl:message>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:template>
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="/c:Server/c:HostName"><xsl:copy><xsl:copy-of select="@*[not(local-name()='secretAlias' and namespace-uri()='http://org.wso2.securevault/configuration')]"/><xsl:text>publisher.es-wso2.com</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server/c:Version[not(../c:HostName)]"><xsl:copy-of select="."/><xsl:text>

    </xsl:text><HostName>publisher.es-wso2.com</HostName></xsl:template>
  <xsl:template match="/c:Server"><xsl:copy><xsl:copy-of select="@*"/><xsl:apply-templates select="node()[not(self::text()) or normalize-space() or following-sibling::node()]"/><xsl:if test="not(c:HostName or c:Version)"><xsl:text>
    </xsl:text><HostName>publisher.es-wso2.com</HostName></xsl:if><xsl:if test="not(node())"><xsl:text>
</xsl:text></xsl:if><xsl:apply-templates select="text()[not(normalize-space()) and not(following-sibling::node())]"/></xsl:copy></xsl:template>
</xsl:stylesheet>
