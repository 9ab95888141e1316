package io.esform.providers.builtin;

import io.esform.diag.EsformBug;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.AsymmetricCipherKeyPairGenerator;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/// Generates private keys, and writes and reads them as PEM.
final class Keys {

  /// The curves, by their names in arguments.
  static final SequencedMap<String, ASN1ObjectIdentifier> CURVES = curves();

  private static final BigInteger RSA_EXPONENT = BigInteger.valueOf(65537);
  private static final int PRIME_CERTAINTY = 128;

  private Keys() {}

  private static SequencedMap<String, ASN1ObjectIdentifier> curves() {
    var curves = new LinkedHashMap<String, ASN1ObjectIdentifier>();
    curves.put("P256", SECObjectIdentifiers.secp256r1);
    curves.put("P384", SECObjectIdentifiers.secp384r1);
    curves.put("P521", SECObjectIdentifiers.secp521r1);
    return curves;
  }

  static AsymmetricKeyParameter rsa(int bits, SecureRandom random) {
    var generator = new RSAKeyPairGenerator();
    generator.init(new RSAKeyGenerationParameters(RSA_EXPONENT, random, bits, PRIME_CERTAINTY));
    return privateKey(generator);
  }

  static AsymmetricKeyParameter ecdsa(ASN1ObjectIdentifier curve, SecureRandom random) {
    var generator = new ECKeyPairGenerator();
    var domain = new ECNamedDomainParameters(curve, CustomNamedCurves.getByOID(curve));
    generator.init(new ECKeyGenerationParameters(domain, random));
    return privateKey(generator);
  }

  static AsymmetricKeyParameter ed25519(SecureRandom random) {
    var generator = new Ed25519KeyPairGenerator();
    generator.init(new Ed25519KeyGenerationParameters(random));
    return privateKey(generator);
  }

  private static AsymmetricKeyParameter privateKey(AsymmetricCipherKeyPairGenerator generator) {
    return generator.generateKeyPair().getPrivate();
  }

  /// The public key; null if the key is not of one of the three supported kinds.
  static @Nullable AsymmetricKeyParameter publicKey(AsymmetricKeyParameter privateKey) {
    return switch (privateKey) {
      case RSAPrivateCrtKeyParameters rsa ->
          new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent());
      case ECPrivateKeyParameters ec -> {
        var point = new FixedPointCombMultiplier().multiply(ec.getParameters().getG(), ec.getD());
        yield new ECPublicKeyParameters(point, ec.getParameters());
      }
      case Ed25519PrivateKeyParameters ed -> ed.generatePublicKey();
      default -> null;
    };
  }

  static SubjectPublicKeyInfo publicKeyInfo(AsymmetricKeyParameter publicKey) {
    try {
      return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicKey);
    } catch (IOException fault) {
      throw new EsformBug("A public key cannot be encoded.", fault);
    }
  }

  /// PKCS #8 as PEM.
  static String privateKeyPem(AsymmetricKeyParameter privateKey) {
    try {
      return pem(
          "PRIVATE KEY", PrivateKeyInfoFactory.createPrivateKeyInfo(privateKey).getEncoded());
    } catch (IOException fault) {
      throw new EsformBug("A private key cannot be encoded.", fault);
    }
  }

  /// The body of an OpenSSH public key, before base64.
  static byte[] openSsh(AsymmetricKeyParameter publicKey) {
    try {
      return OpenSSHPublicKeyUtil.encodePublicKey(publicKey);
    } catch (IOException fault) {
      throw new EsformBug("A public key has no OpenSSH form.", fault);
    }
  }

  static String pem(String type, byte[] content) {
    var text = new StringWriter();
    try (var writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, content));
    } catch (IOException fault) {
      throw new EsformBug("PEM cannot be written to memory.", fault);
    }
    return text.toString().replace("\r\n", "\n");
  }

  /// The private key in a PEM text (PKCS #8, PKCS #1 or SEC 1, not encrypted); null for none.
  static @Nullable AsymmetricKeyParameter parsePrivateKey(String pem) {
    try (var parser = new PEMParser(new StringReader(pem))) {
      return switch (parser.readObject()) {
        case PrivateKeyInfo info -> PrivateKeyFactory.createKey(info);
        case PEMKeyPair pair -> PrivateKeyFactory.createKey(pair.getPrivateKeyInfo());
        case null, default -> null;
      };
    } catch (IOException | RuntimeException _) {
      return null;
    }
  }
}
