<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:c="http://wso2.org/projects/carbon/carbon.xml" exclude-result-prefixes="c">
  <xsl:output encoding="UTF-8" omit-xml-declaration="yes"/>
  <xsl:template match="/">
    <xsl:if test="not(/c:Server/c:Version)">
      <xsl:message terminate="yes">repository/conf/carbon.xml: expected /Server/Version</xsl:message>
    </xsl:if>
    <xsl:if test="not(/c:Server/c:DeploymentSynchronizer/c:Enabled)">
      <xsl:message terminate="yes">repository/conf/carbon.xml: expected /Server/DeploymentSynchronizer/Enabled</xsl:message>
    </xsl:if>
    <xsl:if test="not(/c:Server/c:DeploymentSynchronizer/c:AutoCommit)">
      <xsl:message terminate="yes">repository/conf/carbon.xml: expected /Server/DeploymentSynchronizer/AutoCommit</xsl:message>
    </xsl:if>
    <xsl:if test="not(/c:Server/c:DeploymentSynchronizer/c:AutoCheckout)">
      <xsl:message terminate="yes">repository/conf/carbon.xml: expected /Server/DeploymentSynchronizer/AutoCheckout</xsl:message>
    </xsl:if>
    <xsl:if test="not(/c:Server/c:DeploymentSynchronizer/c:RepositoryType)">
      <xsl:message terminate="yes">repository/conf/carbon.xml: expected /Server/DeploymentSynchronizer/RepositoryType</xsl:message>
    </xsl:if>
    <xsl:if test="not(/c:Server/c:DeploymentSynchronizer/c:SvnUrl)">
      <xsl:message terminate="yes">repository/conf/carbon.xml: expected /Server/DeploymentSynchronizer/SvnUrl</xsl:message>
    </xsl:if>
    <xsl:if test="not(/c:Server/c:DeploymentSynchronizer/c:SvnUser)">
      <xsl:message terminate="yes">repository/conf/carbon.xml: expected /Server/DeploymentSynchronizer/SvnUser</xsl:message>
    </xsl:if>
    <xsl:if test="not(/c:Server/c:DeploymentSynchronizer/c:SvnUrlAppendTenantId)">
      <xsl:message terminate="yes">repository/conf/carbon.xml: expected /Server/DeploymentSynchronizer/SvnUrlAppendTenantId</xsl:message>
    </xsl:if>
    <xsl:if test="not(/c:Server/c:DeploymentSynchronizer/c:SvnPassword)">
      <xsl:message terminate="yes">repository/conf/carbon.xml: expected /Server/DeploymentSynchronizer/SvnPassword</xsl:message>
    </xsl:if>
    <xsl:if test="not(document('secrets.xml')/secrets/secret[@name='svn_password'])">
      <xsl:message terminate="yes">repository/conf/carbon.xml: expected the secret svn_password in secrets.xml</xsl:message>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:template>
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="/c:Server/c:HostName"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>store.es-wso2.com</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server/c:Version[not(../c:HostName)]"><xsl:copy-of select="."/><xsl:text>

    </xsl:text><HostName xmlns="http://wso2.org/projects/carbon/carbon.xml">store.es-wso2.com</HostName></xsl:template>
  <xsl:template match="/c:Server/c:DeploymentSynchronizer/c:Enabled"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>true</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server/c:DeploymentSynchronizer/c:AutoCommit"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>false</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server/c:DeploymentSynchronizer/c:AutoCheckout"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>true</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server/c:DeploymentSynchronizer/c:RepositoryType"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>svn</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server/c:DeploymentSynchronizer/c:SvnUrl"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>https://svn.example.com/es?a=1&amp;b=2</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server/c:DeploymentSynchronizer/c:SvnUser"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>es</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server/c:DeploymentSynchronizer/c:SvnUrlAppendTenantId"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>true</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server/c:DeploymentSynchronizer/c:SvnPassword"><xsl:copy><xsl:copy-of select="@*"/><xsl:value-of select="document('secrets.xml')/secrets/secret[@name='svn_password']"/><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
</xsl:stylesheet>
