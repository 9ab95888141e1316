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
  <xsl:template match="/wso2registry/dbConfig[@name='wso2registry']"><xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy><xsl:text>

    </xsl:text><dbConfig name="sharedregistry"><xsl:text>
        </xsl:text><dataSource>jdbc/WSO2RegistryDB</dataSource><xsl:text>
    </xsl:text></dbConfig><xsl:text>

    </xsl:text><remoteInstance url="https://localhost:9443/registry"><xsl:text>
        </xsl:text><id>sharedinstance</id><xsl:text>
        </xsl:text><dbConfig>sharedregistry</dbConfig><xsl:text>
        </xsl:text><readOnly>false</readOnly><xsl:text>
        </xsl:text><enableCache>true</enableCache><xsl:text>
        </xsl:text><registryRoot>/</registryRoot><xsl:text>
        </xsl:text><cacheId>es@jdbc:mysql://carbondb.mysql-wso2.com:3306/ES_regdb?autoReconnect=true&amp;useSSL=false</cacheId><xsl:text>
    </xsl:text></remoteInstance><xsl:text>

    </xsl:text><mount path="/_system/config" overwrite="true"><xsl:text>
        </xsl:text><instanceId>sharedinstance</instanceId><xsl:text>
        </xsl:text><targetPath>/_system/configPub</targetPath><xsl:text>
    </xsl:text></mount><xsl:text>
    </xsl:text><mount path="/_system/governance" overwrite="true"><xsl:text>
        </xsl:text><instanceId>sharedinstance</instanceId><xsl:text>
        </xsl:text><targetPath>/_system/governance</targetPath><xsl:text>
    </xsl:text></mount></xsl:template>
  <xsl:template match="/wso2registry/dbConfig[not(@name='wso2registry') and (@name='sharedregistry' or @name=../remoteInstance[normalize-space(id)='sharedinstance' or id=../mount[contains('|/_system/config|/_system/config/|/_system/governance|/_system/governance/|',concat('|',normalize-space(@path),'|'))]/instanceId and not(id=../mount[not(contains('|/_system/config|/_system/config/|/_system/governance|/_system/governance/|',concat('|',normalize-space(@path),'|')))]/instanceId)]/dbConfig and not(@name=../remoteInstance[not(normalize-space(id)='sharedinstance' or id=../mount[contains('|/_system/config|/_system/config/|/_system/governance|/_system/governance/|',concat('|',normalize-space(@path),'|'))]/instanceId and not(id=../mount[not(contains('|/_system/config|/_system/config/|/_system/governance|/_system/governance/|',concat('|',normalize-space(@path),'|')))]/instanceId))]/dbConfig or @name=../currentDBConfig))]"><xsl:copy-of select=".//comment()"/></xsl:template>
  <xsl:template match="/wso2registry/text()[not(normalize-space()) and following-sibling::node()[1][self::dbConfig[not(@name='wso2registry') and (@name='sharedregistry' or @name=../remoteInstance[normalize-space(id)='sharedinstance' or id=../mount[contains('|/_system/config|/_system/config/|/_system/governance|/_system/governance/|',concat('|',normalize-space(@path),'|'))]/instanceId and not(id=../mount[not(contains('|/_system/config|/_system/config/|/_system/governance|/_system/governance/|',concat('|',normalize-space(@path),'|')))]/instanceId)]/dbConfig and not(@name=../remoteInstance[not(normalize-space(id)='sharedinstance' or id=../mount[contains('|/_system/config|/_system/config/|/_system/governance|/_system/governance/|',concat('|',normalize-space(@path),'|'))]/instanceId and not(id=../mount[not(contains('|/_system/config|/_system/config/|/_system/governance|/_system/governance/|',concat('|',normalize-space(@path),'|')))]/instanceId))]/dbConfig or @name=../currentDBConfig))]]]"></xsl:template>
  <xsl:template match="/wso2registry/remoteInstance[normalize-space(id)='sharedinstance' or id=../mount[contains('|/_system/config|/_system/config/|/_system/governance|/_system/governance/|',concat('|',normalize-space(@path),'|'))]/instanceId and not(id=../mount[not(contains('|/_system/config|/_system/config/|/_system/governance|/_system/governance/|',concat('|',normalize-space(@path),'|')))]/instanceId)]"><xsl:copy-of select=".//comment()"/></xsl:template>
  <xsl:template match="/wso2registry/text()[not(normalize-space()) and following-sibling::node()[1][self::remoteInstance[normalize-space(id)='sharedinstance' or id=../mount[contains('|/_system/config|/_system/config/|/_system/governance|/_system/governance/|',concat('|',normalize-space(@path),'|'))]/instanceId and not(id=../mount[not(contains('|/_system/config|/_system/config/|/_system/governance|/_system/governance/|',concat('|',normalize-space(@path),'|')))]/instanceId)]]]"></xsl:template>
  <xsl:template match="/wso2registry/mount[contains('|/_system/config|/_system/config/|/_system/governance|/_system/governance/|',concat('|',normalize-space(@path),'|'))]"><xsl:copy-of select=".//comment()"/></xsl:template>
  <xsl:template match="/wso2registry/text()[not(normalize-space()) and following-sibling::node()[1][self::mount[contains('|/_system/config|/_system/config/|/_system/governance|/_system/governance/|',concat('|',normalize-space(@path),'|'))]]]"></xsl:template>
</xsl:stylesheet>
