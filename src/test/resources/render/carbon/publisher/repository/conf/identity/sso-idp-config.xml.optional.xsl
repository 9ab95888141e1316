<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output encoding="UTF-8" omit-xml-declaration="yes"/>
  <xsl:template match="/">
    <xsl:if test="not(/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='publisher'])">
      <xsl:message terminate="yes">repository/conf/identity/sso-idp-config.xml: expected /SSOIdentityProviderConfig/ServiceProviders/ServiceProvider with Issuer publisher</xsl:message>
    </xsl:if>
    <xsl:if test="not(/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='publisher']/AssertionConsumerService|/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='publisher']//AssertionConsumerServiceURL|/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='publisher']/DefaultAssertionConsumerServiceURL)">
      <xsl:message terminate="yes">repository/conf/identity/sso-idp-config.xml: expected an AssertionConsumerService of publisher</xsl:message>
    </xsl:if>
    <xsl:if test="not(/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='publisher']/SignResponse)">
      <xsl:message terminate="yes">repository/conf/identity/sso-idp-config.xml: expected SignResponse of publisher</xsl:message>
    </xsl:if>
    <xsl:if test="not(/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='publisher']/CustomLoginPage)">
      <xsl:message terminate="yes">repository/conf/identity/sso-idp-config.xml: expected CustomLoginPage of publisher</xsl:message>
    </xsl:if>
    <xsl:if test="not(/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='store'])">
      <xsl:message terminate="yes">repository/conf/identity/sso-idp-config.xml: expected /SSOIdentityProviderConfig/ServiceProviders/ServiceProvider with Issuer store</xsl:message>
    </xsl:if>
    <xsl:if test="not(/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='store']/AssertionConsumerService|/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='store']//AssertionConsumerServiceURL|/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='store']/DefaultAssertionConsumerServiceURL)">
      <xsl:message terminate="yes">repository/conf/identity/sso-idp-config.xml: expected an AssertionConsumerService of store</xsl:message>
    </xsl:if>
    <xsl:if test="not(/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='store']/SignResponse)">
      <xsl:message terminate="yes">repository/conf/identity/sso-idp-config.xml: expected SignResponse of store</xsl:message>
    </xsl:if>
    <xsl:if test="not(/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='store']/CustomLoginPage)">
      <xsl:message terminate="yes">repository/conf/identity/sso-idp-config.xml: expected CustomLoginPage of store</xsl:message>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:template>
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='publisher']/AssertionConsumerService|/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='publisher']//AssertionConsumerServiceURL|/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='publisher']/DefaultAssertionConsumerServiceURL"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>https://publisher.es-wso2.com/publisher/acs</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='publisher']/SignResponse"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>true</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='publisher']/CustomLoginPage"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>/publisher/controllers/login.jag</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='store']/AssertionConsumerService|/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='store']//AssertionConsumerServiceURL|/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='store']/DefaultAssertionConsumerServiceURL"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>https://store.es-wso2.com/store/acs</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='store']/SignResponse"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>true</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider[Issuer='store']/CustomLoginPage"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>/store/login.jag</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
</xsl:stylesheet>
