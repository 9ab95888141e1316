package io.esform.providers.builtin;

import io.esform.diag.EsformBug;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcContentSignerBuilder;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.operator.bc.BcEdECContentSignerBuilder;
import org.bouncycastle.operator.bc.BcRSAContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/// Creates X.509 version 3 certificates (RFC 5280), signed with their own key.
final class CertificateFactory {

  private static final int SERIAL_BITS = 127;

  private CertificateFactory() {}

  /// @param names part of the subject alternative name, as are the addresses
  /// @param uses names of {@link CertificateUses}
  record CertificateRequest(
      AsymmetricKeyParameter privateKey,
      X500Name subject,
      Instant from,
      Instant to,
      boolean authority,
      List<String> names,
      List<String> addresses,
      List<String> uses) {}

  /// The certificate as PEM.
  static String make(CertificateRequest request, SecureRandom random) {
    AsymmetricKeyParameter publicKey = Objects.requireNonNull(Keys.publicKey(request.privateKey()));
    SubjectPublicKeyInfo publicKeyInfo = Keys.publicKeyInfo(publicKey);
    var builder =
        new X509v3CertificateBuilder(
            request.subject(),
            new BigInteger(SERIAL_BITS, random).setBit(0),
            Date.from(request.from()),
            Date.from(request.to()),
            request.subject(),
            publicKeyInfo);
    try {
      addExtensions(builder, request, publicKeyInfo);
      byte[] encoded = builder.build(signer(request.privateKey(), random)).getEncoded();
      return Keys.pem("CERTIFICATE", encoded);
    } catch (IOException | OperatorCreationException fault) {
      throw new EsformBug("A certificate cannot be created.", fault);
    }
  }

  private static void addExtensions(
      X509v3CertificateBuilder builder, CertificateRequest request, SubjectPublicKeyInfo publicKey)
      throws IOException {
    builder.addExtension(
        Extension.basicConstraints, true, new BasicConstraints(request.authority()));
    int keyUsage = CertificateUses.keyUsage(request.uses());
    if (keyUsage != 0) {
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage));
    }
    var extended = CertificateUses.extendedKeyUsage(request.uses());
    if (extended.size() > 0) {
      builder.addExtension(Extension.extendedKeyUsage, false, extended);
    }
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new BcX509ExtensionUtils().createSubjectKeyIdentifier(publicKey));
    GeneralName[] alternatives = alternatives(request);
    if (alternatives.length > 0) {
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
    }
  }

  private static GeneralName[] alternatives(CertificateRequest request) {
    return Stream.concat(
            request.names().stream().map(name -> new GeneralName(GeneralName.dNSName, name)),
            request.addresses().stream()
                .map(address -> new GeneralName(GeneralName.iPAddress, address)))
        .toArray(GeneralName[]::new);
  }

  private static ContentSigner signer(AsymmetricKeyParameter privateKey, SecureRandom random)
      throws OperatorCreationException {
    BcContentSignerBuilder builder =
        switch (privateKey) {
          case RSAKeyParameters _ ->
              new BcRSAContentSignerBuilder(
                  new DefaultSignatureAlgorithmIdentifierFinder().find("SHA256withRSA"),
                  new DefaultDigestAlgorithmIdentifierFinder().find("SHA-256"));
          case ECPrivateKeyParameters _ ->
              new BcECContentSignerBuilder(
                  new DefaultSignatureAlgorithmIdentifierFinder().find("SHA256withECDSA"),
                  new DefaultDigestAlgorithmIdentifierFinder().find("SHA-256"));
          default ->
              new BcEdECContentSignerBuilder(
                  new DefaultSignatureAlgorithmIdentifierFinder().find("Ed25519"));
        };
    return builder.setSecureRandom(random).build(privateKey);
  }

  /// A distinguished name from the arguments of a `subject` block; empty when there is none.
  static X500Name subject(@Nullable BlockArguments subject) {
    var name = new X500NameBuilder(BCStyle.INSTANCE);
    if (subject != null) {
      add(name, BCStyle.C, subject, "country");
      add(name, BCStyle.ST, subject, "province");
      add(name, BCStyle.L, subject, "locality");
      add(name, BCStyle.O, subject, "organization");
      add(name, BCStyle.OU, subject, "organizational_unit");
      add(name, BCStyle.CN, subject, "common_name");
    }
    return name.build();
  }

  private static void add(
      X500NameBuilder name, ASN1ObjectIdentifier part, BlockArguments subject, String argument) {
    subject.text(argument).ifPresent(text -> name.addRDN(part, text));
  }
}
