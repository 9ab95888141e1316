<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" exclude-result-prefixes="c" xmlns:c="http://wso2.org/projects/carbon/carbon.xml">
<xsl:template match="@*|node()"><xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy></xsl:template>
<xsl:template match="/*//*[not(*) and string-length(.) &gt; 3]/text()[contains(.,'a')]"><xsl:value-of select="translate(.,'abc','ABC')"/></xsl:template>
<xsl:template match="*[self::c:Name or self::Realm]/@*[name()='class']"/>
<xsl:template match="comment()[contains(.,'decoy') or contains(.,'Decoy')]"/>
<xsl:template match="*[parent::*[@name]]"><x/></xsl:template>
</xsl:stylesheet>
