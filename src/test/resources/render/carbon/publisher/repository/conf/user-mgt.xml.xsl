<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output encoding="UTF-8" omit-xml-declaration="yes"/>
  <xsl:template match="/">
    <xsl:if test="not(/UserManager/Realm/Configuration/Property[@name='dataSource'])">
      <xsl:message terminate="yes">repository/conf/user-mgt.xml: expected /UserManager/Realm/Configuration/Property[@name='dataSource']</xsl:message>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:template>
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="/UserManager/Realm/Configuration/Property[@name='dataSource']"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>jdbc/WSO2UM_DB</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
</xsl:stylesheet>
