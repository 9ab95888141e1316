<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" exclude-result-prefixes="c" xmlns:c="http://wso2.org/projects/carbon/carbon.xml">
<xsl:template match="@*|node()"><xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy></xsl:template>
<xsl:attribute-set name="s"><xsl:attribute name="q">1</xsl:attribute><xsl:attribute name="class">over</xsl:attribute></xsl:attribute-set>
<xsl:template match="*[@class]"><xsl:copy use-attribute-sets="s"><xsl:apply-templates select="@*|node()"/></xsl:copy></xsl:template>
<xsl:template match="/*"><new xsl:use-attribute-sets="s" r="2"><xsl:apply-templates/></new></xsl:template>
</xsl:stylesheet>
