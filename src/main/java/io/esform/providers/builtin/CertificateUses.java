package io.esform.providers.builtin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/// The permitted uses of a certificate's key, by the names of `allowed_uses` (RFC 5280, 4.2.1.3 and
/// 4.2.1.12).
final class CertificateUses {

  private static final SequencedMap<String, Integer> KEY_USES = keyUses();

  /// Object identifiers as text, so that checking a name loads no cryptography classes.
  private static final SequencedMap<String, String> EXTENDED_USES = extendedUses();

  private CertificateUses() {}

  private static SequencedMap<String, Integer> keyUses() {
    var uses = new LinkedHashMap<String, Integer>();
    uses.put("digital_signature", KeyUsage.digitalSignature);
    uses.put("content_commitment", KeyUsage.nonRepudiation);
    uses.put("key_encipherment", KeyUsage.keyEncipherment);
    uses.put("data_encipherment", KeyUsage.dataEncipherment);
    uses.put("key_agreement", KeyUsage.keyAgreement);
    uses.put("cert_signing", KeyUsage.keyCertSign);
    uses.put("crl_signing", KeyUsage.cRLSign);
    uses.put("encipher_only", KeyUsage.encipherOnly);
    uses.put("decipher_only", KeyUsage.decipherOnly);
    return Collections.unmodifiableSequencedMap(uses);
  }

  private static SequencedMap<String, String> extendedUses() {
    var uses = new LinkedHashMap<String, String>();
    uses.put("any_extended", "2.5.29.37.0");
    uses.put("server_auth", "1.3.6.1.5.5.7.3.1");
    uses.put("client_auth", "1.3.6.1.5.5.7.3.2");
    uses.put("code_signing", "1.3.6.1.5.5.7.3.3");
    uses.put("email_protection", "1.3.6.1.5.5.7.3.4");
    uses.put("timestamping", "1.3.6.1.5.5.7.3.8");
    uses.put("ocsp_signing", "1.3.6.1.5.5.7.3.9");
    return Collections.unmodifiableSequencedMap(uses);
  }

  static boolean isKnown(String use) {
    return KEY_USES.containsKey(use) || EXTENDED_USES.containsKey(use);
  }

  static List<String> names() {
    return Stream.concat(KEY_USES.keySet().stream(), EXTENDED_USES.keySet().stream()).toList();
  }

  /// The bits of the basic key uses among these; 0 for none.
  static int keyUsage(List<String> uses) {
    return uses.stream().mapToInt(use -> KEY_USES.getOrDefault(use, 0)).reduce(0, (a, b) -> a | b);
  }

  /// The extended key uses among these; may be empty.
  static ExtendedKeyUsage extendedKeyUsage(List<String> uses) {
    return new ExtendedKeyUsage(
        uses.stream()
            .filter(EXTENDED_USES::containsKey)
            .map(use -> new ASN1ObjectIdentifier(EXTENDED_USES.get(use)))
            .map(KeyPurposeId::getInstance)
            .toArray(KeyPurposeId[]::new));
  }
}
