<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output encoding="UTF-8" omit-xml-declaration="yes"/>
  <xsl:template match="/">
    <xsl:if test="not(/axisconfig/clustering[contains(@class,'HazelcastClusteringAgent')])">
      <xsl:message terminate="yes">repository/conf/axis2/axis2.xml: expected /axisconfig/clustering with class HazelcastClusteringAgent</xsl:message>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:template>
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <xsl:template match="/axisconfig/clustering/parameter[@name='membershipScheme']"><xsl:copy><xsl:copy-of select="@*[not(local-name()='secretAlias' and namespace-uri()='http://org.wso2.securevault/configuration')]"/><xsl:text>wka</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/axisconfig/clustering/parameter[@name='domain']"><xsl:copy><xsl:copy-of select="@*[not(local-name()='secretAlias' and namespace-uri()='http://org.wso2.securevault/configuration')]"/><xsl:text>wso2.es.domain</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/axisconfig/clustering/parameter[@name='localMemberHost']"><xsl:copy><xsl:copy-of select="@*[not(local-name()='secretAlias' and namespace-uri()='http://org.wso2.securevault/configuration')]"/><xsl:text>10.0.0.11</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/axisconfig/clustering/parameter[@name='localMemberPort']"><xsl:copy><xsl:copy-of select="@*[not(local-name()='secretAlias' and namespace-uri()='http://org.wso2.securevault/configuration')]"/><xsl:text>4000</xsl:text><xsl:copy-of select="comment()"/></xsl:copy></xsl:template>
  <xsl:template match="/axisconfig/clustering"><xsl:copy><xsl:copy-of select="@*"/><xsl:attribute name="enable">true</xsl:attribute><xsl:apply-templates select="node()[not(self::text()) or normalize-space() or following-sibling::node()]"/><xsl:if test="not(parameter[@name='membershipScheme'])"><xsl:text>
        </xsl:text><parameter name="membershipScheme">wka</parameter></xsl:if><xsl:if test="not(parameter[@name='domain'])"><xsl:text>
        </xsl:text><parameter name="domain">wso2.es.domain</parameter></xsl:if><xsl:if test="not(parameter[@name='localMemberHost'])"><xsl:text>
        </xsl:text><parameter name="localMemberHost">10.0.0.11</parameter></xsl:if><xsl:if test="not(parameter[@name='localMemberPort'])"><xsl:text>
        </xsl:text><parameter name="localMemberPort">4000</parameter></xsl:if><xsl:if test="not(members)"><xsl:text>
        </xsl:text><members><xsl:text>
            </xsl:text><member><xsl:text>
                </xsl:text><hostName>10.0.0.11</hostName><xsl:text>
                </xsl:text><port>4000</port><xsl:text>
            </xsl:text></member><xsl:text>
            </xsl:text><member><xsl:text>
                </xsl:text><hostName>10.0.0.12</hostName><xsl:text>
                </xsl:text><port>4000</port><xsl:text>
            </xsl:text></member><xsl:text>
            </xsl:text><member><xsl:text>
                </xsl:text><hostName>10.0.0.13</hostName><xsl:text>
                </xsl:text><port>4000</port><xsl:text>
            </xsl:text></member><xsl:text>
            </xsl:text><member><xsl:text>
                </xsl:text><hostName>10.0.0.14</hostName><xsl:text>
                </xsl:text><port>4000</port><xsl:text>
            </xsl:text></member><xsl:text>
        </xsl:text></members></xsl:if><xsl:if test="not(node())"><xsl:text>
    </xsl:text></xsl:if><xsl:apply-templates select="text()[not(normalize-space()) and not(following-sibling::node())]"/></xsl:copy></xsl:template>
  <xsl:template match="/axisconfig/clustering/parameter[@name='properties']/property[@name='subDomain']"><xsl:copy-of select=".//comment()"/></xsl:template>
  <xsl:template match="/axisconfig/clustering/parameter[@name='properties']/text()[not(normalize-space()) and following-sibling::node()[1][self::property[@name='subDomain']]]"></xsl:template>
  <xsl:template match="/axisconfig/clustering/members"><xsl:copy><xsl:copy-of select="@*"/><xsl:text>
            </xsl:text><member><xsl:text>
                </xsl:text><hostName>10.0.0.11</hostName><xsl:text>
                </xsl:text><port>4000</port><xsl:text>
            </xsl:text></member><xsl:text>
            </xsl:text><member><xsl:text>
                </xsl:text><hostName>10.0.0.12</hostName><xsl:text>
                </xsl:text><port>4000</port><xsl:text>
            </xsl:text></member><xsl:text>
            </xsl:text><member><xsl:text>
                </xsl:text><hostName>10.0.0.13</hostName><xsl:text>
                </xsl:text><port>4000</port><xsl:text>
            </xsl:text></member><xsl:text>
            </xsl:text><member><xsl:text>
                </xsl:text><hostName>10.0.0.14</hostName><xsl:text>
                </xsl:text><port>4000</port><xsl:text>
            </xsl:text></member><xsl:if test="not(node())"><xsl:text>
        </xsl:text></xsl:if><xsl:apply-templates/></xsl:copy></xsl:template>
  <xsl:template match="/axisconfig/clustering/members/member"><xsl:copy-of select=".//comment()"/></xsl:template>
  <xsl:template match="/axisconfig/clustering/members/text()[not(normalize-space()) and following-sibling::node()[1][self::member]]"></xsl:template>
</xsl:stylesheet>
