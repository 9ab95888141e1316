package io.esform.render.pack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The certificate of a pack's own key, in the key store that `carbon.xml` names.
///
/// @param file of the key store, below the pack's root
/// @param alias of the key
/// @param from the start of its validity
/// @param to the end of its validity, exclusive
public record KeystoreFacts(String file, String alias, Instant from, Instant to) {

  private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");
  private static final Pattern KEY_STORE = Pattern.compile("(?s)<KeyStore>(.*?)</KeyStore>");
  private static final String HOME = "${carbon.home}/";

  /// Empty if it cannot be read, for example because its password is encrypted.
  ///
  /// @throws IOException if the pack cannot be read
  public static Optional<KeystoreFacts> of(PackFiles pack) throws IOException {
    byte[] configuration = pack.read("repository/conf/carbon.xml");
    if (configuration == null) {
      return Optional.empty();
    }
    String text = COMMENT.matcher(new String(configuration, StandardCharsets.UTF_8)).replaceAll("");
    Matcher settings = KEY_STORE.matcher(text);
    if (!settings.find()) {
      return Optional.empty();
    }
    String block = settings.group(1);
    String location = element(block, "Location");
    if (!location.startsWith(HOME)) {
      return Optional.empty();
    }
    String file = location.substring(HOME.length());
    byte[] store = pack.read(file);
    return store == null ? Optional.empty() : read(file, store, block);
  }

  private static Optional<KeystoreFacts> read(String file, byte[] content, String block) {
    String alias = element(block, "KeyAlias");
    try {
      KeyStore store = KeyStore.getInstance(element(block, "Type"));
      store.load(new ByteArrayInputStream(content), element(block, "Password").toCharArray());
      return store.getCertificate(alias) instanceof X509Certificate certificate
          ? Optional.of(
              new KeystoreFacts(
                  file,
                  alias,
                  certificate.getNotBefore().toInstant(),
                  certificate.getNotAfter().toInstant()))
          : Optional.empty();
    } catch (GeneralSecurityException | IOException _) {
      return Optional.empty();
    }
  }

  private static String element(String block, String name) {
    Matcher found =
        Pattern.compile("(?s)<" + name + ">\\s*(.*?)\\s*</" + name + ">").matcher(block);
    return found.find() ? found.group(1) : "";
  }
}
