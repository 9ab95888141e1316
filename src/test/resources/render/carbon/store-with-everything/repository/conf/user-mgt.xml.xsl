<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output encoding="UTF-8" omit-xml-declaration="yes"/>
  <xsl:template match="/">
    <xsl:if test="not(/UserManager/Realm/Configuration)">
      <xsl:message terminate="yes">repository/conf/user-mgt.xml: expected /UserManager/Realm/Configuration</xsl:message>
    </xsl:if>
    <xsl:if test="not(document('secrets.xml')/secrets/secret[@name='admin_password'])">
      <xsl:message terminate="yes">repository/conf/user-mgt.xml: expected the secret admin_password in secrets.xml</xsl:message>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:template>
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="/UserManager/Realm/Configuration/AddAdmin"><xsl:copy><xsl:copy-of select="@*[not(local-name()='secretAlias' and namespace-uri()='http://org.wso2.securevault/configuration')]"/><xsl:text>true</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/UserManager/Realm/Configuration/AdminUser/UserName"><xsl:copy><xsl:copy-of select="@*[not(local-name()='secretAlias' and namespace-uri()='http://org.wso2.securevault/configuration')]"/><xsl:text>admin</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/UserManager/Realm/Configuration/AdminUser/Password"><xsl:copy><xsl:copy-of select="@*[not(local-name()='secretAlias' and namespace-uri()='http://org.wso2.securevault/configuration')]"/><xsl:value-of select="document('secrets.xml')/secrets/secret[@name='admin_password']"/><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/UserManager/Realm/Configuration/AdminUser"><xsl:copy><xsl:copy-of select="@*"/><xsl:apply-templates select="node()[not(self::text()) or normalize-space() or following-sibling::node()]"/><xsl:if test="not(UserName)"><xsl:text>
                </xsl:text><UserName>admin</UserName></xsl:if><xsl:if test="not(Password)"><xsl:text>
                </xsl:text><Password><xsl:value-of select="document('secrets.xml')/secrets/secret[@name='admin_password']"/></Password></xsl:if><xsl:if test="not(node())"><xsl:text>
            </xsl:text></xsl:if><xsl:apply-templates select="text()[not(normalize-space()) and not(following-sibling::node())]"/></xsl:copy></xsl:template>
  <xsl:template match="/UserManager/Realm/Configuration/Property[@name='dataSource']"><xsl:copy><xsl:copy-of select="@*[not(local-name()='secretAlias' and namespace-uri()='http://org.wso2.securevault/configuration')]"/><xsl:text>jdbc/WSO2UM_DB</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/UserManager/Realm/Configuration"><xsl:copy><xsl:copy-of select="@*"/><xsl:apply-templates select="node()[not(self::text()) or normalize-space() or following-sibling::node()]"/><xsl:if test="not(AdminUser)"><xsl:text>
            </xsl:text><AdminUser><xsl:text>
                </xsl:text><UserName>admin</UserName><xsl:text>
                </xsl:text><Password><xsl:value-of select="document('secrets.xml')/secrets/secret[@name='admin_password']"/></Password><xsl:text>
            </xsl:text></AdminUser></xsl:if><xsl:if test="not(Property[@name='dataSource'])"><xsl:text>
            </xsl:text><Property name="dataSource">jdbc/WSO2UM_DB</Property></xsl:if><xsl:if test="not(node())"><xsl:text>
        </xsl:text></xsl:if><xsl:apply-templates select="text()[not(normalize-space()) and not(following-sibling::node())]"/></xsl:copy></xsl:template>
</xsl:stylesheet>
