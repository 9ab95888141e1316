<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output encoding="UTF-8" omit-xml-declaration="yes"/>
  <xsl:template match="/">
    <xsl:if test="not(/datasources-configuration/datasources)">
      <xsl:message terminate="yes">repository/conf/datasources/master-datasources.xml: expected /datasources-configuration/datasources</xsl:message>
    </xsl:if>
    <xsl:if test="not(document('secrets.xml')/secrets/secret[@name='database_password'])">
      <xsl:message terminate="yes">repository/conf/datasources/master-datasources.xml: expected the secret database_password in secrets.xml</xsl:message>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:template>
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="datasources"><xsl:copy><xsl:copy-of select="@*"/><xsl:apply-templates select="node()[self::datasource or following-sibling::datasource]"/><xsl:if test="not(datasource[normalize-space(name)='WSO2_CARBON_DB' or normalize-space(jndiConfig/name)='jdbc/WSO2CarbonDB'])"><xsl:text>

        </xsl:text><xsl:call-template name="WSO2_CARBON_DB"/></xsl:if><xsl:if test="not(datasource[normalize-space(name)='WSO2UM_DB' or normalize-space(jndiConfig/name)='jdbc/WSO2UM_DB'])"><xsl:text>

        </xsl:text><xsl:call-template name="WSO2UM_DB"/></xsl:if><xsl:if test="not(datasource[normalize-space(name)='Registry_DB' or normalize-space(jndiConfig/name)='jdbc/WSO2RegistryDB'])"><xsl:text>

        </xsl:text><xsl:call-template name="Registry_DB"/></xsl:if><xsl:if test="not(datasource[normalize-space(name)='IDENTITY_DB' or normalize-space(jndiConfig/name)='jdbc/WSO2IdentityDB'])"><xsl:text>

        </xsl:text><xsl:call-template name="IDENTITY_DB"/></xsl:if><xsl:if test="not(datasource[normalize-space(name)='WSO2_STORAGE_DB' or normalize-space(jndiConfig/name)='jdbc/WSO2StorageDB'])"><xsl:text>

        </xsl:text><xsl:call-template name="WSO2_STORAGE_DB"/></xsl:if><xsl:if test="not(node())"><xsl:text>
    </xsl:text></xsl:if><xsl:apply-templates select="node()[not(self::datasource or following-sibling::datasource)]"/></xsl:copy></xsl:template>
  <xsl:template match="datasources/datasource[contains('|WSO2_CARBON_DB|WSO2UM_DB|Registry_DB|IDENTITY_DB|WSO2_SOCIAL_DB|WSO2_STORAGE_DB|',concat('|',normalize-space(name),'|')) or contains('|jdbc/WSO2CarbonDB|jdbc/WSO2UM_DB|jdbc/WSO2RegistryDB|jdbc/WSO2IdentityDB|jdbc/WSO2SocialDB|jdbc/WSO2StorageDB|',concat('|',normalize-space(jndiConfig/name),'|'))]"><xsl:call-template name="replaced"/><xsl:copy-of select=".//comment()"/></xsl:template>
  <xsl:template name="replaced"><xsl:if test="(normalize-space(name)='WSO2_CARBON_DB' or normalize-space(jndiConfig/name)='jdbc/WSO2CarbonDB') and not(preceding-sibling::datasource[normalize-space(name)='WSO2_CARBON_DB' or normalize-space(jndiConfig/name)='jdbc/WSO2CarbonDB'])"><xsl:call-template name="WSO2_CARBON_DB"/></xsl:if><xsl:if test="(normalize-space(name)='WSO2UM_DB' or normalize-space(jndiConfig/name)='jdbc/WSO2UM_DB') and not(preceding-sibling::datasource[normalize-space(name)='WSO2UM_DB' or normalize-space(jndiConfig/name)='jdbc/WSO2UM_DB'])"><xsl:call-template name="WSO2UM_DB"/></xsl:if><xsl:if test="(normalize-space(name)='Registry_DB' or normalize-space(jndiConfig/name)='jdbc/WSO2RegistryDB') and not(preceding-sibling::datasource[normalize-space(name)='Registry_DB' or normalize-space(jndiConfig/name)='jdbc/WSO2RegistryDB'])"><xsl:call-template name="Registry_DB"/></xsl:if><xsl:if test="(normalize-space(name)='IDENTITY_DB' or normalize-space(jndiConfig/name)='jdbc/WSO2IdentityDB') and not(preceding-sibling::datasource[normalize-space(name)='IDENTITY_DB' or normalize-space(jndiConfig/name)='jdbc/WSO2IdentityDB'])"><xsl:call-template name="IDENTITY_DB"/></xsl:if><xsl:if test="(normalize-space(name)='WSO2_SOCIAL_DB' or normalize-space(jndiConfig/name)='jdbc/WSO2SocialDB') and not(preceding-sibling::datasource[normalize-space(name)='WSO2_SOCIAL_DB' or normalize-space(jndiConfig/name)='jdbc/WSO2SocialDB'])"><xsl:call-template name="WSO2_SOCIAL_DB"/></xsl:if><xsl:if test="(normalize-space(name)='WSO2_STORAGE_DB' or normalize-space(jndiConfig/name)='jdbc/WSO2StorageDB') and not(preceding-sibling::datasource[normalize-space(name)='WSO2_STORAGE_DB' or normalize-space(jndiConfig/name)='jdbc/WSO2StorageDB'])"><xsl:call-template name="WSO2_STORAGE_DB"/></xsl:if></xsl:template>
  <xsl:template match="datasources/text()[not(normalize-space())]"><xsl:variable name="next" select="following-sibling::node()[1][self::datasource[contains('|WSO2_CARBON_DB|WSO2UM_DB|Registry_DB|IDENTITY_DB|WSO2_SOCIAL_DB|WSO2_STORAGE_DB|',concat('|',normalize-space(name),'|')) or contains('|jdbc/WSO2CarbonDB|jdbc/WSO2UM_DB|jdbc/WSO2RegistryDB|jdbc/WSO2IdentityDB|jdbc/WSO2SocialDB|jdbc/WSO2StorageDB|',concat('|',normalize-space(jndiConfig/name),'|'))]]"/><xsl:variable name="replaced"><xsl:for-each select="$next"><xsl:call-template name="replaced"/></xsl:for-each></xsl:variable><xsl:if test="not($next) or string($replaced)"><xsl:copy/></xsl:if></xsl:template>
  <xsl:template name="WSO2_CARBON_DB"><datasource><xsl:text>
            </xsl:text><name>WSO2_CARBON_DB</name><xsl:text>
            </xsl:text><description>The node's own registry</description><xsl:text>
            </xsl:text><jndiConfig><xsl:text>
                </xsl:text><name>jdbc/WSO2CarbonDB</name><xsl:text>
            </xsl:text></jndiConfig><xsl:text>
            </xsl:text><definition type="RDBMS"><xsl:text>
                </xsl:text><configuration><xsl:text>
                    </xsl:text><url>jdbc:mysql://carbondb.mysql-wso2.com:3306/ES_carbondb_store1?autoReconnect=true&amp;useSSL=false</url><xsl:text>
                    </xsl:text><username>es</username><xsl:text>
                    </xsl:text><password><xsl:value-of select="document('secrets.xml')/secrets/secret[@name='database_password']"/></password><xsl:text>
                    </xsl:text><driverClassName>com.mysql.cj.jdbc.Driver</driverClassName><xsl:text>
                    </xsl:text><maxActive>50</maxActive><xsl:text>
                    </xsl:text><maxWait>60000</maxWait><xsl:text>
                    </xsl:text><testOnBorrow>true</testOnBorrow><xsl:text>
                    </xsl:text><validationQuery>SELECT 1</validationQuery><xsl:text>
                    </xsl:text><validationInterval>30000</validationInterval><xsl:text>
                </xsl:text></configuration><xsl:text>
            </xsl:text></definition><xsl:text>
        </xsl:text></datasource></xsl:template>
  <xsl:template name="WSO2UM_DB"><datasource><xsl:text>
            </xsl:text><name>WSO2UM_DB</name><xsl:text>
            </xsl:text><description>Users, roles and permissions</description><xsl:text>
            </xsl:text><jndiConfig><xsl:text>
                </xsl:text><name>jdbc/WSO2UM_DB</name><xsl:text>
            </xsl:text></jndiConfig><xsl:text>
            </xsl:text><definition type="RDBMS"><xsl:text>
                </xsl:text><configuration><xsl:text>
                    </xsl:text><url>jdbc:mysql://carbondb.mysql-wso2.com:3306/ES_umdb?autoReconnect=true&amp;useSSL=false</url><xsl:text>
                    </xsl:text><username>es</username><xsl:text>
                    </xsl:text><password><xsl:value-of select="document('secrets.xml')/secrets/secret[@name='database_password']"/></password><xsl:text>
                    </xsl:text><driverClassName>com.mysql.cj.jdbc.Driver</driverClassName><xsl:text>
                    </xsl:text><maxActive>50</maxActive><xsl:text>
                    </xsl:text><maxWait>60000</maxWait><xsl:text>
                    </xsl:text><testOnBorrow>true</testOnBorrow><xsl:text>
                    </xsl:text><validationQuery>SELECT 1</validationQuery><xsl:text>
                    </xsl:text><validationInterval>30000</validationInterval><xsl:text>
                </xsl:text></configuration><xsl:text>
            </xsl:text></definition><xsl:text>
        </xsl:text></datasource></xsl:template>
  <xsl:template name="Registry_DB"><datasource><xsl:text>
            </xsl:text><name>Registry_DB</name><xsl:text>
            </xsl:text><description>The registry that all nodes share</description><xsl:text>
            </xsl:text><jndiConfig><xsl:text>
                </xsl:text><name>jdbc/WSO2RegistryDB</name><xsl:text>
            </xsl:text></jndiConfig><xsl:text>
            </xsl:text><definition type="RDBMS"><xsl:text>
                </xsl:text><configuration><xsl:text>
                    </xsl:text><url>jdbc:mysql://carbondb.mysql-wso2.com:3306/ES_regdb?autoReconnect=true&amp;useSSL=false</url><xsl:text>
                    </xsl:text><username>es</username><xsl:text>
                    </xsl:text><password><xsl:value-of select="document('secrets.xml')/secrets/secret[@name='database_password']"/></password><xsl:text>
                    </xsl:text><driverClassName>com.mysql.cj.jdbc.Driver</driverClassName><xsl:text>
                    </xsl:text><maxActive>50</maxActive><xsl:text>
                    </xsl:text><maxWait>60000</maxWait><xsl:text>
                    </xsl:text><testOnBorrow>true</testOnBorrow><xsl:text>
                    </xsl:text><validationQuery>SELECT 1</validationQuery><xsl:text>
                    </xsl:text><validationInterval>30000</validationInterval><xsl:text>
                </xsl:text></configuration><xsl:text>
            </xsl:text></definition><xsl:text>
        </xsl:text></datasource></xsl:template>
  <xsl:template name="IDENTITY_DB"><datasource><xsl:text>
            </xsl:text><name>IDENTITY_DB</name><xsl:text>
            </xsl:text><description>The identity provider</description><xsl:text>
            </xsl:text><jndiConfig><xsl:text>
                </xsl:text><name>jdbc/WSO2IdentityDB</name><xsl:text>
            </xsl:text></jndiConfig><xsl:text>
            </xsl:text><definition type="RDBMS"><xsl:text>
                </xsl:text><configuration><xsl:text>
                    </xsl:text><url>jdbc:mysql://carbondb.mysql-wso2.com:3306/ES_Identitydb?autoReconnect=true&amp;useSSL=false</url><xsl:text>
                    </xsl:text><username>es</username><xsl:text>
                    </xsl:text><password><xsl:value-of select="document('secrets.xml')/secrets/secret[@name='database_password']"/></password><xsl:text>
                    </xsl:text><driverClassName>com.mysql.cj.jdbc.Driver</driverClassName><xsl:text>
                    </xsl:text><maxActive>50</maxActive><xsl:text>
                    </xsl:text><maxWait>60000</maxWait><xsl:text>
                    </xsl:text><testOnBorrow>true</testOnBorrow><xsl:text>
                    </xsl:text><validationQuery>SELECT 1</validationQuery><xsl:text>
                    </xsl:text><validationInterval>30000</validationInterval><xsl:text>
                </xsl:text></configuration><xsl:text>
            </xsl:text></definition><xsl:text>
        </xsl:text></datasource></xsl:template>
  <xsl:template name="WSO2_SOCIAL_DB"><datasource><xsl:text>
            </xsl:text><name>WSO2_SOCIAL_DB</name><xsl:text>
            </xsl:text><description>The social framework</description><xsl:text>
            </xsl:text><jndiConfig><xsl:text>
                </xsl:text><name>jdbc/WSO2SocialDB</name><xsl:text>
            </xsl:text></jndiConfig><xsl:text>
            </xsl:text><definition type="RDBMS"><xsl:text>
                </xsl:text><configuration><xsl:text>
                    </xsl:text><url>jdbc:mysql://carbondb.mysql-wso2.com:3306/ES_Socialdb?autoReconnect=true&amp;useSSL=false</url><xsl:text>
                    </xsl:text><username>es</username><xsl:text>
                    </xsl:text><password><xsl:value-of select="document('secrets.xml')/secrets/secret[@name='database_password']"/></password><xsl:text>
                    </xsl:text><driverClassName>com.mysql.cj.jdbc.Driver</driverClassName><xsl:text>
                    </xsl:text><maxActive>50</maxActive><xsl:text>
                    </xsl:text><maxWait>60000</maxWait><xsl:text>
                    </xsl:text><testOnBorrow>true</testOnBorrow><xsl:text>
                    </xsl:text><validationQuery>SELECT 1</validationQuery><xsl:text>
                    </xsl:text><validationInterval>30000</validationInterval><xsl:text>
                </xsl:text></configuration><xsl:text>
            </xsl:text></definition><xsl:text>
        </xsl:text></datasource></xsl:template>
  <xsl:template name="WSO2_STORAGE_DB"><datasource><xsl:text>
            </xsl:text><name>WSO2_STORAGE_DB</name><xsl:text>
            </xsl:text><description>The storage of applications</description><xsl:text>
            </xsl:text><jndiConfig><xsl:text>
                </xsl:text><name>jdbc/WSO2StorageDB</name><xsl:text>
            </xsl:text></jndiConfig><xsl:text>
            </xsl:text><definition type="RDBMS"><xsl:text>
                </xsl:text><configuration><xsl:text>
                    </xsl:text><url>jdbc:mysql://carbondb.mysql-wso2.com:3306/ES_Storagedb?autoReconnect=true&amp;useSSL=false</url><xsl:text>
                    </xsl:text><username>es</username><xsl:text>
                    </xsl:text><password><xsl:value-of select="document('secrets.xml')/secrets/secret[@name='database_password']"/></password><xsl:text>
                    </xsl:text><driverClassName>com.mysql.cj.jdbc.Driver</driverClassName><xsl:text>
                    </xsl:text><maxActive>50</maxActive><xsl:text>
                    </xsl:text><maxWait>60000</maxWait><xsl:text>
                    </xsl:text><testOnBorrow>true</testOnBorrow><xsl:text>
                    </xsl:text><validationQuery>SELECT 1</validationQuery><xsl:text>
                    </xsl:text><validationInterval>30000</validationInterval><xsl:text>
                </xsl:text></configuration><xsl:text>
            </xsl:text></definition><xsl:text>
        </xsl:text></datasource></xsl:template>
</xsl:stylesheet>
