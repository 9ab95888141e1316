<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:c="http://wso2.org/projects/carbon/carbon.xml" xmlns="http://wso2.org/projects/carbon/carbon.xml" exclude-result-prefixes="c">
  <xsl:output encoding="UTF-8" omit-xml-declaration="yes"/>
  <xsl:template match="/">
    <xsl:if test="not(/c:Server/c:JDBCPersistenceManager/c:DataSource/c:Name)">
      <xsl:message terminate="yes">repository/conf/identity.xml: expected /Server/JDBCPersistenceManager/DataSource/Name</xsl:message>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:template>
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="/c:Server/c:JDBCPersistenceManager/c:DataSource/c:Name"><xsl:copy><xsl:copy-of select="@*[not(local-name()='secretAlias' and namespace-uri()='http://org.wso2.securevault/configuration')]"/><xsl:text>jdbc/WSO2IdentityDB</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
</xsl:stylesheet>
