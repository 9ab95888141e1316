<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="http://wso2.org/projects/carbon/carbon.xml"
    xmlns:c="http://wso2.org/projects/carbon/carbon.xml" exclude-result-prefixes="c">
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="c:HostName|c:Offset">
    <Renamed><xsl:copy-of select="."/><c:Prefixed/></Renamed>
  </xsl:template>
  <xsl:template match="/c:Server/c:Name/text()">Ünïcode <![CDATA[<&>]]></xsl:template>
</xsl:stylesheet>
