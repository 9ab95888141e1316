<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:key name="all" match="*" use="name()"/>
  <xsl:variable name="root" select="name(/*)"/>
  <xsl:template match="*[last()]">
    <xsl:copy>
      <xsl:copy-of select="@*"/>
      <xsl:choose>
        <xsl:when test="contains(., '443') or position() mod 2 = 1">
          <xsl:attribute name="last">
            <xsl:value-of select="concat($root, '-', count(key('all', name())))"/>
          </xsl:attribute>
        </xsl:when>
        <xsl:otherwise/>
      </xsl:choose>
      <xsl:value-of select="position()"/>
      <xsl:apply-templates select="node()"/>
    </xsl:copy>
  </xsl:template>
</xsl:stylesheet>
