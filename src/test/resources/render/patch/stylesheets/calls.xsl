<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" exclude-result-prefixes="c" xmlns:c="http://wso2.org/projects/carbon/carbon.xml">
<xsl:template match="@*|node()"><xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy></xsl:template>
<xsl:variable name="v"><a><b>1</b><b>2</b></a></xsl:variable>
<xsl:param name="p" select="'dflt'"/>
<xsl:template name="t"><xsl:param name="x"/><xsl:param name="y" select="3"/><t x="{$x}" y="{$y}" z="{{q}}"><xsl:copy-of select="$v"/><xsl:value-of select="$p"/></t></xsl:template>
<xsl:template match="/*/*[last()]"><xsl:copy-of select="."/><xsl:call-template name="t"><xsl:with-param name="x" select="position()"/></xsl:call-template></xsl:template>
</xsl:stylesheet>
