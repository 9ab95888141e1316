package io.esform.render.carbon;

import io.esform.render.carbon.CarbonNode.ProxyPorts;

/// `catalina-server.xml`: the ports of the load balancer on the HTTP connectors, so that the server
/// writes them into URLs.
///
/// An AJP connector is none of them, whether the pack names the protocol or its class. A pack
/// without a plain HTTP connector has only the port for HTTPS.
final class ConnectorsFile {

  private static final String HTTP = "not(contains(translate(@protocol,'AJP','ajp'),'ajp'))";
  private static final String HTTPS = "(@scheme='https' or @SSLEnabled='true')";
  private static final String CONNECTOR = "/Server/Service/Connector";
  private static final String SECURE = CONNECTOR + "[" + HTTP + " and " + HTTPS + "]";
  private static final String PLAIN = CONNECTOR + "[" + HTTP + " and not" + HTTPS + "]";

  private ConnectorsFile() {}

  static CarbonChange render(ProxyPorts ports) {
    return Stylesheet.of("repository/conf/tomcat/catalina-server.xml")
        .expect(SECURE, "an HTTPS connector at /Server/Service/Connector")
        .attribute(SECURE, "proxyPort", Integer.toString(ports.https()))
        .attribute(PLAIN, "proxyPort", Integer.toString(ports.http()))
        .toChange(false);
  }
}
