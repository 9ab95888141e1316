<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="/*">
    <xsl:copy>
      <xsl:apply-templates select="@*"/>
      <xsl:attribute name="zeta">é &lt; "</xsl:attribute>
      <xsl:attribute name="alpha"><xsl:value-of select="count(//*)"/></xsl:attribute>
      <xsl:apply-templates select="node()"/>
      <xsl:comment> the end </xsl:comment>
      <xsl:processing-instruction name="pi">x</xsl:processing-instruction>
    </xsl:copy>
  </xsl:template>
</xsl:stylesheet>
