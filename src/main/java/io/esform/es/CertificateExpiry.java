package io.esform.es;

import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.provider.Validity;
import io.esform.value.AttributePath;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Warns about certificates in PEM that expire soon, and about expired ones of the issuers. An
/// expired certificate of the server itself is an error; see {@link ServerCertificate}.
final class CertificateExpiry {

  private CertificateExpiry() {}

  /// One warning for each certificate of the chain that is due for renewal, in the order of the
  /// chain. Empty for a text without a readable certificate.
  ///
  /// @param path of the argument that contains the chain
  static List<AttributeDiagnostic> warnings(AttributePath path, String chain, Instant now) {
    var warnings = new ArrayList<AttributeDiagnostic>();
    List<X509Certificate> certificates =
        ServerCertificate.parse(chain).map(ServerCertificate::chain).orElse(List.of());
    for (int index = 0; index < certificates.size(); index++) {
      X509Certificate certificate = certificates.get(index);
      var validity =
          new Validity(
              certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
      boolean isOver = index == 0 && !now.isBefore(validity.to());
      if (!now.isBefore(validity.renewal()) && !isOver) {
        warnings.add(warning(path, certificate, validity, now));
      }
    }
    return warnings;
  }

  private static AttributeDiagnostic warning(
      AttributePath path, X509Certificate certificate, Validity validity, Instant now) {
    return new AttributeDiagnostic(
        path,
        validity.summary(now),
        "The certificate for %s %s. %s Replace the certificate and its key, and apply."
            .formatted(
                name(certificate),
                validity.end(now),
                validity.consequence(now, "Browsers and nodes")));
  }

  private static String name(X509Certificate certificate) {
    String subject = certificate.getSubjectX500Principal().getName();
    return subject.isEmpty()
        ? "serial number " + certificate.getSerialNumber().toString(16)
        : "\"" + subject + "\"";
  }
}
