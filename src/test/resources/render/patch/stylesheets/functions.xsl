<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" exclude-result-prefixes="c" xmlns:c="http://wso2.org/projects/carbon/carbon.xml">
<xsl:template match="@*|node()"><xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy></xsl:template>
<xsl:template match="/*/*[1]"><s a="{substring('hello',2,3)}" b="{substring('hello',0)}" c="{substring('hello',1.5,2.6)}" d="{normalize-space('  a  b ')}" e="{string-length('é😀')}" f="{starts-with('ab','a')}" g="{boolean('')}" h="{string(true())}" i="{count(preceding::*)}" j="{sum(//@port)}" k="{lang('en')}" l="{local-name(@*[1])}"/></xsl:template>
</xsl:stylesheet>
