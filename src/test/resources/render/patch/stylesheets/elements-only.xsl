<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" exclude-result-prefixes="c" xmlns:c="http://wso2.org/projects/carbon/carbon.xml">
<xsl:template match="@*|node()"><xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy></xsl:template>
<xsl:template match="*"><xsl:copy><xsl:apply-templates select="@*"/><xsl:apply-templates select="*"/></xsl:copy></xsl:template>
</xsl:stylesheet>
