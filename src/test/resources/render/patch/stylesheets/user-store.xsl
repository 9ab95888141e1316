<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="/UserManager/Realm/UserStoreManager[1]">
    <UserStoreManager class="org.wso2.carbon.user.core.ldap.ReadOnlyLDAPUserStoreManager">
      <Property name="ConnectionURL">ldaps://ldap.example.com:636</Property>
      <Property name="ConnectionPassword" also="$esform{{ldap}}">$esform{ldap}</Property>
      <xsl:apply-templates select="Property[@name='dataSource']"/>
    </UserStoreManager>
  </xsl:template>
</xsl:stylesheet>
