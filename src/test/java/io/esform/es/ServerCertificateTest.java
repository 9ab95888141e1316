package io.esform.es;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Certificates and keys in the forms that tools write.
class ServerCertificateTest {

  private static String text(String name) throws IOException {
    return Files.readString(Golden.resource("es/certificates/" + name));
  }

  private static ServerCertificate certificate(String name) throws IOException {
    return ServerCertificate.parse(text(name)).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "store.example.com, true",
    "STORE.example.com, true",
    "example.com, false",
    "a.store.example.com, false",
    "front, false",
    "storeexample.com, false"
  })
  void aWildcardCoversOneLabel(String name, boolean covered) throws IOException {
    assertThat(certificate("ec.pem").covers(name)).isEqualTo(covered);
  }

  @Test
  void theCommonNameCountsWithoutAlternativeNames() throws IOException {
    assertThat(certificate("rsa.pem").names()).containsExactly("common.example.com");
    assertThat(certificate("ec.pem").names()).containsExactly("*.example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "ec.pem, ec-sec1.key, false",
    "ec.pem, ec-pkcs8.key, false",
    "ec.pem, other-ec-sec1.key, true",
    "ec.pem, other-ec-pkcs8.key, true",
    "ec.pem, rsa-pkcs1.key, true",
    "ec.pem, rsa-pkcs8.key, true",
    "rsa.pem, rsa-pkcs1.key, false",
    "rsa.pem, rsa-pkcs8.key, false",
    "rsa.pem, ec-sec1.key, true",
    "rsa.pem, ec-pkcs8.key, true"
  })
  void aKeyOfAnyFormBelongsToItsCertificateOnly(String certificate, String key, boolean differs)
      throws IOException {
    assertThat(PrivateKeyMatch.differs(text(key), certificate(certificate).own().getPublicKey()))
        .isEqualTo(differs);
  }

  @ParameterizedTest
  @CsvSource({
    "the key",
    "'-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----'",
    "'-----BEGIN PRIVATE KEY-----\n=\n-----END PRIVATE KEY-----'",
    "'-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----'"
  })
  void aKeyThatCannotBeReadIsNotChecked(String key) throws IOException {
    assertThat(PrivateKeyMatch.differs(key, certificate("ec.pem").own().getPublicKey())).isFalse();
  }

  @Test
  void aTextWithoutACertificateHasNone() {
    assertThat(ServerCertificate.parse("")).isEmpty();
    assertThat(ServerCertificate.parse(Samples.CERTIFICATE)).isEmpty();
  }
}
