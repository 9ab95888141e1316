<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" exclude-result-prefixes="c z a" xmlns:c="http://wso2.org/projects/carbon/carbon.xml" xmlns:z="urn:z" xmlns:a="urn:a">
<xsl:template match="@*|node()"><xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy></xsl:template>
<xsl:template match="/*/*[1]"><z:u a:b="1" z:a="2"><xsl:copy-of select="."/><a:v/></z:u></xsl:template>
<xsl:template match="/*/*[2]"><xsl:copy><xsl:attribute name="a:k">1</xsl:attribute><xsl:apply-templates select="@*|node()"/></xsl:copy></xsl:template>
</xsl:stylesheet>
