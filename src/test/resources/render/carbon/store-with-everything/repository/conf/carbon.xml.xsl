<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:c="http://wso2.org/projects/carbon/carbon.xml" xmlns="http://wso2.org/projects/carbon/carbon.xml" exclude-result-prefixes="c">
  <xsl:output encoding="UTF-8" omit-xml-declaration="yes"/>
  <xsl:template match="/">
    <xsl:if test="not(/c:Server)">
      <xsl:message terminate="yes">repository/conf/carbon.xml: expected /Server in the namespace http://wso2.org/projects/carbon/carbon.xml</xsl:message>
    </xsl:if>
    <xsl:if test="not(document('secrets.xml')/secrets/secret[@name='svn_password'])">
      <xsl:message terminate="yes">repository/conf/carbon.xml: expected the secret svn_password in secrets.xml</xsl:message>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:template>
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="/c:Server/c:HostName"><xsl:copy><xsl:copy-of select="@*[not(local-name()='secretAlias' and namespace-uri()='http://org.wso2.securevault/configuration')]"/><xsl:text>store.es-wso2.com</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server/c:Version[not(../c:HostName)]"><xsl:copy-of select="."/><xsl:text>

    </xsl:text><HostName>store.es-wso2.com</HostName></xsl:template>
  <xsl:template match="/c:Server/c:DeploymentSynchronizer/c:Enabled"><xsl:copy><xsl:copy-of select="@*[not(local-name()='secretAlias' and namespace-uri()='http://org.wso2.securevault/configuration')]"/><xsl:text>true</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server/c:DeploymentSynchronizer/c:AutoCommit"><xsl:copy><xsl:copy-of select="@*[not(local-name()='secretAlias' and namespace-uri()='http://org.wso2.securevault/configuration')]"/><xsl:text>false</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server/c:DeploymentSynchronizer/c:AutoCheckout"><xsl:copy><xsl:copy-of select="@*[not(local-name()='secretAlias' and namespace-uri()='http://org.wso2.securevault/configuration')]"/><xsl:text>true</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server/c:DeploymentSynchronizer/c:RepositoryType"><xsl:copy><xsl:copy-of select="@*[not(local-name()='secretAlias' and namespace-uri()='http://org.wso2.securevault/configuration')]"/><xsl:text>svn</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server/c:DeploymentSynchronizer/c:SvnUrl"><xsl:copy><xsl:copy-of select="@*[not(local-name()='secretAlias' and namespace-uri()='http://org.wso2.securevault/configuration')]"/><xsl:text>https://svn.example.com/es?a=1&amp;b=2</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server/c:DeploymentSynchronizer/c:SvnUser"><xsl:copy><xsl:copy-of select="@*[not(local-name()='secretAlias' and namespace-uri()='http://org.wso2.securevault/configuration')]"/><xsl:text>es</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server/c:DeploymentSynchronizer/c:SvnUrlAppendTenantId"><xsl:copy><xsl:copy-of select="@*[not(local-name()='secretAlias' and namespace-uri()='http://org.wso2.securevault/configuration')]"/><xsl:text>true</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server/c:DeploymentSynchronizer/c:SvnPassword"><xsl:copy><xsl:copy-of select="@*[not(local-name()='secretAlias' and namespace-uri()='http://org.wso2.securevault/configuration')]"/><xsl:value-of select="document('secrets.xml')/secrets/secret[@name='svn_password']"/><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server/c:DeploymentSynchronizer"><xsl:copy><xsl:copy-of select="@*"/><xsl:apply-templates select="node()[not(self::text()) or normalize-space() or following-sibling::node()]"/><xsl:if test="not(c:Enabled)"><xsl:text>
        </xsl:text><Enabled>true</Enabled></xsl:if><xsl:if test="not(c:AutoCommit)"><xsl:text>
        </xsl:text><AutoCommit>false</AutoCommit></xsl:if><xsl:if test="not(c:AutoCheckout)"><xsl:text>
        </xsl:text><AutoCheckout>true</AutoCheckout></xsl:if><xsl:if test="not(c:RepositoryType)"><xsl:text>
        </xsl:text><RepositoryType>svn</RepositoryType></xsl:if><xsl:if test="not(c:SvnUrl)"><xsl:text>
        </xsl:text><SvnUrl>https://svn.example.com/es?a=1&amp;b=2</SvnUrl></xsl:if><xsl:if test="not(c:SvnUser)"><xsl:text>
        </xsl:text><SvnUser>es</SvnUser></xsl:if><xsl:if test="not(c:SvnPassword)"><xsl:text>
        </xsl:text><SvnPassword><xsl:value-of select="document('secrets.xml')/secrets/secret[@name='svn_password']"/></SvnPassword></xsl:if><xsl:if test="not(c:SvnUrlAppendTenantId)"><xsl:text>
        </xsl:text><SvnUrlAppendTenantId>true</SvnUrlAppendTenantId></xsl:if><xsl:if test="not(node())"><xsl:text>
    </xsl:text></xsl:if><xsl:apply-templates select="text()[not(normalize-space()) and not(following-sibling::node())]"/></xsl:copy></xsl:template>
  <xsl:template match="/c:Server"><xsl:copy><xsl:copy-of select="@*"/><xsl:apply-templates select="node()[not(self::text()) or normalize-space() or following-sibling::node()]"/><xsl:if test="not(c:HostName or c:Version)"><xsl:text>
    </xsl:text><HostName>store.es-wso2.com</HostName></xsl:if><xsl:if test="not(c:DeploymentSynchronizer)"><xsl:text>

    </xsl:text><DeploymentSynchronizer><xsl:text>
        </xsl:text><Enabled>true</Enabled><xsl:text>
        </xsl:text><AutoCommit>false</AutoCommit><xsl:text>
        </xsl:text><AutoCheckout>true</AutoCheckout><xsl:text>
        </xsl:text><RepositoryType>svn</RepositoryType><xsl:text>
        </xsl:text><SvnUrl>https://svn.example.com/es?a=1&amp;b=2</SvnUrl><xsl:text>
        </xsl:text><SvnUser>es</SvnUser><xsl:text>
        </xsl:text><SvnPassword><xsl:value-of select="document('secrets.xml')/secrets/secret[@name='svn_password']"/></SvnPassword><xsl:text>
        </xsl:text><SvnUrlAppendTenantId>true</SvnUrlAppendTenantId><xsl:text>
    </xsl:text></DeploymentSynchronizer></xsl:if><xsl:if test="not(node())"><xsl:text>
</xsl:text></xsl:if><xsl:apply-templates select="text()[not(normalize-space()) and not(following-sibling::node())]"/></xsl:copy></xsl:template>
</xsl:stylesheet>
