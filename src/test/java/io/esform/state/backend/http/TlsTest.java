package io.esform.state.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostics;
import io.esform.value.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Servers with a certificate that Java does not trust.
@TestInstance(Lifecycle.PER_CLASS)
class TlsTest {

  @TempDir Path directory;

  private String certificate = "";
  private String key = "";

  @BeforeAll
  void createCertificate() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    var name = new X500Name("CN=localhost");
    byte[] encoded =
        new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(Instant.parse("2000-01-01T00:00:00Z")),
                Date.from(Instant.parse("2100-01-01T00:00:00Z")),
                name,
                pair.getPublic())
            .addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")))
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
            .getEncoded();
    certificate = pem("CERTIFICATE", encoded);
    key = pem("PRIVATE KEY", pair.getPrivate().getEncoded());
  }

  private static String pem(String type, byte[] content) {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, lines);
  }

  private TerraformServer server(boolean needsClient) throws Exception {
    SSLContext context =
        Tls.context(
            false,
            Tls.certificates(certificate),
            Tls.certificates(certificate),
            Tls.privateKey(key));
    return TerraformServer.start(context, needsClient);
  }

  private Diagnostics loaded(TerraformServer server, Map<String, Value> more) {
    var arguments = new TreeMap<>(more);
    arguments.put("address", Value.of(server.address()));
    return HttpRun.of(directory, arguments).backend().load().diagnostics();
  }

  @Test
  void aServerNeedsATrustedCertificate() throws Exception {
    try (TerraformServer server = server(false)) {
      assertThat(HttpRun.detail(loaded(server, Map.of()))).contains("certification path");
      assertThat(loaded(server, Map.of("client_ca_certificate_pem", Value.of(certificate))).all())
          .isEmpty();
    }
  }

  @Test
  void verificationCanBeSkipped() throws Exception {
    try (TerraformServer server = server(false)) {
      assertThat(loaded(server, Map.of("skip_cert_verification", Value.of(true))).all()).isEmpty();
    }
  }

  @Test
  void aServerCanRequireACertificateOfTheClient() throws Exception {
    try (TerraformServer server = server(true)) {
      var trusting = Map.of("client_ca_certificate_pem", Value.of(certificate));
      assertThat(loaded(server, new TreeMap<>(trusting)).hasErrors()).isTrue();
      var both = new TreeMap<String, Value>(trusting);
      both.put("client_certificate_pem", Value.of(certificate));
      both.put("client_private_key_pem", Value.of(key));
      assertThat(loaded(server, both).all()).isEmpty();
    }
  }

  @Test
  void aKeyOfAnotherFormIsRefusedWithTheCommandToConvertIt() {
    var read =
        HttpArguments.read(
            Value.objectOf(
                Map.of(
                    "address", Value.of("https://localhost/state"),
                    "client_certificate_pem", Value.of(certificate),
                    "client_private_key_pem",
                        Value.of(key.replace("PRIVATE KEY", "EC PRIVATE KEY")))),
            new TreeMap<>());
    assertThat(read.diagnostics().all())
        .singleElement()
        .satisfies(error -> assertThat(error.detail()).contains("openssl pkcs8"));
  }

  @Test
  void severalCertificatesAreRead() throws Exception {
    assertThat(Tls.certificates(certificate + certificate)).hasSize(2);
    assertThat(List.of(Tls.privateKey(key).getAlgorithm())).containsExactly("EC");
  }
}
