package io.esform.es;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.provider.Arguments;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.Golden;
import io.esform.testing.SamplePack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Warnings about the key store of a pack, whose certificate is valid until 2045-11-26.
class PackKeystoresTest {

  private static final String CARBON =
      """
      <Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
        <!-- <KeyStore><Location>old</Location></KeyStore> -->
        <Security>
          <KeyStore>
            <Location>${carbon.home}/repository/resources/security/wso2carbon.jks</Location>
            <Type>PKCS12</Type>
            <Password>%s</Password>
            <KeyAlias>wso2carbon</KeyAlias>
          </KeyStore>
        </Security>
      </Server>
      """;

  @TempDir private Path pack = Path.of("unset");
  private final FakeInputFiles files =
      new FakeInputFiles(Map.of(Path.of("/packs/wso2es.zip"), Samples.SHA256));
  private final NodeHost kind = new NodeHost(files);

  @BeforeEach
  void write() throws Exception {
    SamplePack.copy().add("repository/conf/carbon.xml", CARBON.formatted("changeit")).writeTo(pack);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    String certificate = Files.readString(Golden.resource("es/certificates/ec.pem"));
    store.setCertificateEntry(
        "wso2carbon", ServerCertificate.parse(certificate).orElseThrow().own());
    Path file = pack.resolve("repository/resources/security/wso2carbon.jks");
    Files.createDirectories(file.getParent());
    try (var out = Files.newOutputStream(file)) {
      store.store(out, "changeit".toCharArray());
    }
    files.usePack(pack);
  }

  private List<String> warnings(String now) {
    return kind.warnings(Arguments.of(Samples.node().configuration()), Instant.parse(now)).stream()
        .map(warning -> warning.path() + ": " + warning.summary() + ": " + warning.detail())
        .toList();
  }

  @Test
  void aValidCertificateIsNotReported() {
    assertThat(warnings("2045-11-25T00:00:00Z")).isEmpty();
  }

  @Test
  void anExpiredCertificateIsAWarning() {
    assertThat(warnings("2045-12-26T00:00:00Z"))
        .containsExactly(
            "pack.source: Expired certificate in the pack: The certificate \"wso2carbon\" in"
                + " repository/resources/security/wso2carbon.jks of the pack expired on"
                + " 2045-11-26T00:00:00Z, 30 days ago. Carbon uses it for port 9443 and signs SAML"
                + " responses with its key. Requests through the load balancer work, but clients"
                + " that connect to port 9443 and verify the certificate refuse it. Use a pack with"
                + " a new key store.");
  }

  @Test
  void aStoreThatCannotBeOpenedIsNotReported() throws IOException {
    Files.writeString(
        pack.resolve("repository/conf/carbon.xml"), CARBON.formatted("$secret{keystore}"));
    assertThat(warnings("2045-12-26T00:00:00Z")).isEmpty();
  }
}
