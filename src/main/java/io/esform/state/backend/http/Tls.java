package io.esform.state.backend.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Creates TLS settings from PEM texts.
final class Tls {

  private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String KEY_END = "-----END PRIVATE KEY-----";
  private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA");

  private Tls() {}

  /// The certificates in a text, at least one.
  static List<Certificate> certificates(String pem) throws CertificateException {
    Collection<? extends Certificate> found =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    if (found.isEmpty()) {
      throw new CertificateException("it contains no certificate");
    }
    return List.copyOf(found);
  }

  /// The key in a PKCS #8 text.
  static PrivateKey privateKey(String pem) throws InvalidKeySpecException {
    int begin = pem.indexOf(KEY_BEGIN);
    int end = pem.indexOf(KEY_END);
    if (begin < 0 || end < begin) {
      throw new InvalidKeySpecException("it has no line \"" + KEY_BEGIN + "\"");
    }
    byte[] content;
    try {
      content = Base64.getMimeDecoder().decode(pem.substring(begin + KEY_BEGIN.length(), end));
    } catch (IllegalArgumentException fault) {
      throw new InvalidKeySpecException("it is not Base64", fault);
    }
    for (String type : KEY_TYPES) {
      try {
        return KeyFactory.getInstance(type).generatePrivate(new PKCS8EncodedKeySpec(content));
      } catch (GeneralSecurityException _) {
        // The key may be of another type.
      }
    }
    throw new InvalidKeySpecException("it is not a key of RSA, EC or EdDSA");
  }

  /// @param isUnverified whether any certificate of the server is accepted
  /// @param trusted authorities of the server's certificate; empty for those that Java trusts
  /// @param chain the certificate of the client; empty for none
  /// @param key of that certificate
  static SSLContext context(
      boolean isUnverified,
      List<Certificate> trusted,
      List<Certificate> chain,
      @Nullable PrivateKey key)
      throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys(chain, key), isUnverified ? unverified() : trust(trusted), null);
    return context;
  }

  private static KeyManager @Nullable [] keys(List<Certificate> chain, @Nullable PrivateKey key)
      throws GeneralSecurityException, IOException {
    if (key == null) {
      return null;
    }
    KeyStore store = emptyStore();
    store.setKeyEntry("client", key, new char[0], chain.toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static TrustManager @Nullable [] trust(List<Certificate> trusted)
      throws GeneralSecurityException, IOException {
    if (trusted.isEmpty()) {
      return null;
    }
    KeyStore store = emptyStore();
    for (int number = 0; number < trusted.size(); number++) {
      store.setCertificateEntry("authority-" + number, trusted.get(number));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static TrustManager[] unverified() {
    return new TrustManager[] {new TrustAll()};
  }

  /// Accepts every certificate, for any host name.
  private static final class TrustAll extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
