package io.esform.es;

import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.provider.Validity;
import io.esform.value.AttributePath;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/// The certificate of a TLS server in PEM, followed by its chain.
///
/// @param chain not empty; the first certificate is the server's
record ServerCertificate(List<X509Certificate> chain) {

  /// The type of a DNS name among the alternative names (RFC 5280, section 4.2.1.6).
  private static final int DNS_NAME = 2;

  /// A new certificate may come from a machine whose clock is ahead.
  private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

  /// Empty for a text without readable certificates.
  static Optional<ServerCertificate> parse(String pem) {
    List<X509Certificate> chain =
        read(pem).stream()
            .filter(X509Certificate.class::isInstance)
            .map(X509Certificate.class::cast)
            .toList();
    return chain.isEmpty() ? Optional.empty() : Optional.of(new ServerCertificate(chain));
  }

  private static Collection<? extends Certificate> read(String pem) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (CertificateException _) {
      return List.of();
    }
  }

  X509Certificate own() {
    return chain.getFirst();
  }

  /// Whether it can sign other certificates.
  boolean isAuthority() {
    return own().getBasicConstraints() >= 0;
  }

  /// The host names that clients accept with it, in lower case: the alternative names, or else the
  /// common name. May contain wildcards.
  List<String> names() {
    List<String> alternatives = alternativeNames();
    return alternatives.isEmpty() ? commonName().stream().toList() : alternatives;
  }

  private List<String> alternativeNames() {
    var names = new ArrayList<String>();
    try {
      Collection<List<?>> all = own().getSubjectAlternativeNames();
      for (List<?> name : all == null ? List.<List<?>>of() : all) {
        if (name.size() > 1
            && name.get(0) instanceof Integer type
            && type == DNS_NAME
            && name.get(1) instanceof String text) {
          names.add(text.toLowerCase(Locale.ROOT));
        }
      }
    } catch (CertificateParsingException _) {
      return List.of();
    }
    return names;
  }

  private Optional<String> commonName() {
    try {
      return new LdapName(own().getSubjectX500Principal().getName())
          .getRdns().reversed().stream()
              .filter(name -> name.getType().equalsIgnoreCase("CN"))
              .map(Rdn::getValue)
              .map(value -> String.valueOf(value).toLowerCase(Locale.ROOT))
              .findFirst();
    } catch (InvalidNameException _) {
      return Optional.empty();
    }
  }

  /// A wildcard stands for exactly one label (RFC 6125, section 6.4.3).
  boolean covers(String hostName) {
    String name = hostName.toLowerCase(Locale.ROOT);
    int dot = name.indexOf('.');
    return Stream.of(name, dot < 0 ? name : "*" + name.substring(dot)).anyMatch(names()::contains);
  }

  /// The fault of a certificate that does not cover a host name.
  ///
  /// @param hostNamePath of the argument with the name
  /// @param argument with the certificate, for the message
  Optional<AttributeDiagnostic> uncovered(
      String hostName, AttributePath hostNamePath, String argument) {
    return covers(hostName)
        ? Optional.empty()
        : Optional.of(
            new AttributeDiagnostic(
                hostNamePath,
                "Certificate for other host names",
                "The certificate in \"%s\" is not for %s, but for %s. Browsers and nodes would refuse the connection. Use a certificate with this name among its alternative names, or another host name."
                    .formatted(
                        argument,
                        hostName,
                        names().isEmpty() ? "no host name" : String.join(", ", names())),
                true));
  }

  /// The fault of a chain whose first certificate is not that of the server.
  Optional<AttributeDiagnostic> order(AttributePath path) {
    boolean isWrong =
        isAuthority() && chain.stream().anyMatch(each -> each.getBasicConstraints() < 0);
    return isWrong
        ? Optional.of(
            new AttributeDiagnostic(
                path,
                "Certificates out of order",
                "The first certificate, for \"%s\", is that of an authority. Nginx uses the first certificate with the private key. Begin with the certificate of the server, followed by those of its issuers."
                    .formatted(own().getSubjectX500Principal().getName())))
        : Optional.empty();
  }

  /// The fault of a server's certificate that is not valid at that time.
  Optional<AttributeDiagnostic> invalidAt(Instant now, AttributePath path) {
    var validity = new Validity(own().getNotBefore().toInstant(), own().getNotAfter().toInstant());
    String subject = own().getSubjectX500Principal().getName();
    if (now.isBefore(validity.from().minus(CLOCK_DIFFERENCE))) {
      return Optional.of(
          new AttributeDiagnostic(
              path,
              "Certificate not yet valid",
              "The certificate for \"%s\" is valid from %s. Browsers and nodes refuse it until then. Use another certificate, or correct the clock of this machine."
                  .formatted(subject, validity.from().truncatedTo(ChronoUnit.SECONDS))));
    }
    return now.isBefore(validity.to())
        ? Optional.empty()
        : Optional.of(
            new AttributeDiagnostic(
                path,
                validity.summary(now),
                "The certificate for \"%s\" %s. %s Replace the certificate and its key."
                    .formatted(
                        subject,
                        validity.end(now),
                        validity.consequence(now, "Browsers and nodes"))));
  }
}
