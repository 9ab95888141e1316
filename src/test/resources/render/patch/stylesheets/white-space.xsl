<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" exclude-result-prefixes="c" xmlns:c="http://wso2.org/projects/carbon/carbon.xml">
<xsl:template match="@*|node()"><xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy></xsl:template>
<xsl:preserve-space elements="xsl:text"/>
<xsl:template match="/*/*[2]"><xsl:text>
    </xsl:text><added>
  text <b/>
</added><xsl:text>&#9;&#10;</xsl:text><xsl:copy-of select="."/></xsl:template>
</xsl:stylesheet>
