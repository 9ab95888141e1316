<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output encoding="UTF-8" omit-xml-declaration="yes"/>
  <xsl:template match="/">
    <xsl:if test="not(/datasources-configuration/datasources/datasource)">
      <xsl:message terminate="yes">repository/conf/datasources/master-datasources.xml: expected /datasources-configuration/datasources/datasource</xsl:message>
    </xsl:if>
    <xsl:if test="not(document('secrets.xml')/secrets/secret[@name='database_password'])">
      <xsl:message terminate="yes">repository/conf/datasources/master-datasources.xml: expected the secret database_password in secrets.xml</xsl:message>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:template>
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="datasources" xml:space="preserve"><xsl:copy><xsl:copy-of select="@*"/><xsl:apply-templates select="node()[self::datasource or following-sibling::datasource]"/><xsl:if test="not(datasource[name='WSO2UM_DB'])">

        <xsl:call-template name="WSO2UM_DB"/></xsl:if><xsl:if test="not(datasource[name='Registry_DB'])">

        <xsl:call-template name="Registry_DB"/></xsl:if><xsl:if test="not(datasource[name='IDENTITY_DB'])">

        <xsl:call-template name="IDENTITY_DB"/></xsl:if><xsl:apply-templates select="node()[not(self::datasource or following-sibling::datasource)]"/></xsl:copy></xsl:template>
  <xsl:template match="datasources/datasource[name='WSO2UM_DB']" xml:space="preserve"><xsl:call-template name="WSO2UM_DB"/><xsl:copy-of select=".//comment()"/></xsl:template>
  <xsl:template name="WSO2UM_DB" xml:space="preserve"><datasource>
            <name>WSO2UM_DB</name>
            <description>Users, roles and permissions</description>
            <jndiConfig>
                <name>jdbc/WSO2UM_DB</name>
            </jndiConfig>
            <definition type="RDBMS">
                <configuration>
                    <url>jdbc:mysql://carbondb.mysql-wso2.com:3306/ES_umdb?autoReconnect=true&amp;useSSL=false</url>
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
  <xsl:template match="datasources/datasource[name='Registry_DB']" xml:space="preserve"><xsl:call-template name="Registry_DB"/><xsl:copy-of select=".//comment()"/></xsl:template>
  <xsl:template name="Registry_DB" xml:space="preserve"><datasource>
            <name>Registry_DB</name>
            <description>The registry that all nodes share</description>
            <jndiConfig>
                <name>jdbc/WSO2RegistryDB</name>
            </jndiConfig>
            <definition type="RDBMS">
                <configuration>
                    <url>jdbc:mysql://carbondb.mysql-wso2.com:3306/ES_regdb?autoReconnect=true&amp;useSSL=false</url>
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
  <xsl:template match="datasources/datasource[name='IDENTITY_DB']" xml:space="preserve"><xsl:call-template name="IDENTITY_DB"/><xsl:copy-of select=".//comment()"/></xsl:template>
  <xsl:template name="IDENTITY_DB" xml:space="preserve"><datasource>
            <name>IDENTITY_DB</name>
            <description>The identity provider</description>
            <jndiConfig>
                <name>jdbc/WSO2IdentityDB</name>
            </jndiConfig>
            <definition type="RDBMS">
                <configuration>
                    <url>jdbc:mysql://carbondb.mysql-wso2.com:3306/ES_Identitydb?autoReconnect=true&amp;useSSL=false</url>
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
