<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:c="http://wso2.org/projects/carbon/carbon.xml" exclude-result-prefixes="c">
<xsl:template match="@*|node()"><xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy></xsl:template>
<xsl:template match="/*/*[1]"><wrap><xsl:copy-of select="."/></wrap><xsl:copy-of select="../*[2]"/></xsl:template>
</xsl:stylesheet>
