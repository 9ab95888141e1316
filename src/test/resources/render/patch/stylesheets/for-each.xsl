<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" exclude-result-prefixes="c" xmlns:c="http://wso2.org/projects/carbon/carbon.xml">
<xsl:template match="@*|node()"><xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy></xsl:template>
<xsl:template match="/*"><xsl:copy><xsl:copy-of select="@*"/><xsl:for-each select="*[position() &lt; 4]"><i n="{position()}" l="{last()}"><xsl:value-of select="substring-before(concat(name(),':'),':')"/></i></xsl:for-each><xsl:apply-templates/></xsl:copy></xsl:template>
</xsl:stylesheet>
