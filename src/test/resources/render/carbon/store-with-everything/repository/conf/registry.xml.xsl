<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output encoding="UTF-8" omit-xml-declaration="yes"/>
  <xsl:template match="/">
    <xsl:if test="not(/wso2registry/dbConfig[@name='wso2registry'])">
      <xsl:message terminate="yes">repository/conf/registry.xml: expected /wso2registry/dbConfig[@name='wso2registry']</xsl:message>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:template>
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="/wso2registry/dbConfig[@name='wso2registry']" xml:space="preserve"><xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>

    <dbConfig name="sharedregistry">
        <dataSource>jdbc/WSO2RegistryDB</dataSource>
    </dbConfig>

    <remoteInstance url="https://localhost:9443/registry">
        <id>sharedinstance</id>
        <dbConfig>sharedregistry</dbConfig>
        <readOnly>false</readOnly>
        <enableCache>true</enableCache>
        <registryRoot>/</registryRoot>
        <cacheId>es@jdbc:mysql://carbondb.mysql-wso2.com:3306/ES_regdb?autoReconnect=true&amp;useSSL=false</cacheId>
    </remoteInstance>

    <mount path="/_system/config" overwrite="true">
        <instanceId>sharedinstance</instanceId>
        <targetPath>/_system/configPub</targetPath>
    </mount>
    <mount path="/_system/governance" overwrite="true">
        <instanceId>sharedinstance</instanceId>
        <targetPath>/_system/governance</targetPath>
    </mount></xsl:template>
  <xsl:template match="/wso2registry/dbConfig[@name='sharedregistry']|/wso2registry/text()[not(normalize-space()) and following-sibling::node()[1][self::dbConfig[@name='sharedregistry']]]" xml:space="preserve"><xsl:copy-of select=".//comment()"/></xsl:template>
  <xsl:template match="/wso2registry/remoteInstance[id='sharedinstance']|/wso2registry/text()[not(normalize-space()) and following-sibling::node()[1][self::remoteInstance[id='sharedinstance']]]" xml:space="preserve"><xsl:copy-of select=".//comment()"/></xsl:template>
  <xsl:template match="/wso2registry/mount[@path='/_system/config' or @path='/_system/governance']|/wso2registry/text()[not(normalize-space()) and following-sibling::node()[1][self::mount[@path='/_system/config' or @path='/_system/governance']]]" xml:space="preserve"><xsl:copy-of select=".//comment()"/></xsl:template>
</xsl:stylesheet>
