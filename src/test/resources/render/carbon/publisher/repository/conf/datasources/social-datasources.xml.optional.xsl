<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output encoding="UTF-8" omit-xml-declaration="yes"/>
  <xsl:template match="/">
    <xsl:if test="not(/datasources-configuration/datasources/datasource)">
      <xsl:message terminate="yes">repository/conf/datasources/social-datasources.xml: expected /datasources-configuration/datasources/datasource</xsl:message>
    </xsl:if>
    <xsl:if test="not(document('secrets.xml')/secrets/secret[@name='database_password'])">
      <xsl:message terminate="yes">repository/conf/datasources/social-datasources.xml: expected the secret database_password in secrets.xml</xsl:message>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:template>
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="datasources" xml:space="preserve"><xsl:copy><xsl:copy-of select="@*"/><xsl:apply-templates select="node()[self::datasource or following-sibling::datasource]"/><xsl:if test="not(datasource[name='WSO2_SOCIAL_DB'])">

        <xsl:call-template name="WSO2_SOCIAL_DB"/></xsl:if><xsl:apply-templates select="node()[not(self::datasource or following-sibling::datasource)]"/></xsl:copy></xsl:template>
  <xsl:template match="datasources/datasource[name='WSO2_SOCIAL_DB']" xml:space="preserve"><xsl:call-template name="WSO2_SOCIAL_DB"/><xsl:copy-of select=".//comment()"/></xsl:template>
  <xsl:template name="WSO2_SOCIAL_DB" xml:space="preserve"><datasource>
            <name>WSO2_SOCIAL_DB</name>
            <description>The social framework</description>
            <jndiConfig>
                <name>jdbc/WSO2SocialDB</name>
            </jndiConfig>
            <definition type="RDBMS">
                <configuration>
                    <url>jdbc:mysql://carbondb.mysql-wso2.com:3306/ES_Socialdb?autoReconnect=true&amp;useSSL=false</url>
                    <username>es</username>
                    <password><xsl:value-of select="document('secrets.xml')/secrets/secret[@name='database_password']"/></password>
                    <driverClassName>com.mysql.cj.jdbc.Driver</driverClassName>
                    <maxActive>50</maxActive>
                    <maxWait>60000</maxWait>
                    <testOnBorrow>true</testOnBorrow>
                    <validationQuery>SELECT 1</validationQuery>
                    <validationInterval>30000</validationInterval>
                </configuration>
            </definition>
        </datasource></xsl:template>
</xsl:stylesheet>
