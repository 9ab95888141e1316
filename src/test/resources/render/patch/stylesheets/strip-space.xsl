<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="no"/>
  <xsl:strip-space elements="*"/>
  <xsl:template match="comment()"/>
  <xsl:template match="*[not(*)]/text()"><xsl:value-of select="normalize-space()"/></xsl:template>
</xsl:stylesheet>
