<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" exclude-result-prefixes="c" xmlns:c="http://wso2.org/projects/carbon/carbon.xml">
<xsl:template match="@*|node()"><xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy></xsl:template>
<xsl:template match="Property[@name='dataSource' and contains(.,'Another')]"><Property name="one"/></xsl:template>
<xsl:template match="Property[@name='dataSource' and contains(.,'UM')]"><Property name="two"/></xsl:template>
<xsl:template match="Realm/Configuration/Property[@name='isCascadeDeleteEnabled']"><Property name="isCascadeDeleteEnabled">false</Property></xsl:template>
<xsl:template match="Connector[@port='9443']/@scheme"><xsl:attribute name="scheme">x</xsl:attribute></xsl:template>
</xsl:stylesheet>
