package io.esform.state.kms;

import io.esform.state.file.DataKeys;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;

/// The data keys of one KMS key. Keeps those that it has created or decrypted.
///
/// Only a data key that the configured KMS key has encrypted is current: KMS checks this when the
/// request names the key. Whoever can write a state cannot make a run seal with a data key that
/// another KMS key has encrypted, and that they may know.
final class KmsDataKeys implements DataKeys {

  private static final int KEY_BYTES = 32;

  private final KmsSettings settings;
  private final KmsCalls kms;
  private final KmsFailures failures;
  private final Map<Bound, DataKey> known = new HashMap<>();

  /// A data key in the context that it is bound to.
  private record Bound(String encrypted, String lineage) {}

  KmsDataKeys(KmsSettings settings, KmsCalls kms) {
    this.settings = settings;
    this.kms = kms;
    this.failures = new KmsFailures(settings);
  }

  @Override
  public synchronized DataKey create(String lineage) throws DataKeyFailure {
    GenerateDataKeyResponse made;
    try {
      made = kms.generateDataKey(settings.keyId(), lineage);
    } catch (SdkException failure) {
      throw failures.notCreated(failure);
    }
    byte[] encrypted = bytes(made.ciphertextBlob());
    SecretKey plain = keyOf(made.plaintext());
    SecretKey again;
    try {
      again = keyOf(kms.decrypt(encrypted, settings.keyId(), lineage).plaintext());
    } catch (SdkException failure) {
      throw failures.notTested(failure);
    }
    if (!MessageDigest.isEqual(plain.getEncoded(), again.getEncoded())) {
      throw failures.unusable("the decrypted data key differs from the created one");
    }
    return keep(
        lineage,
        new DataKey(plain, Base64.getEncoder().encodeToString(encrypted), made.keyId(), true));
  }

  @Override
  public synchronized DataKey decrypt(String encrypted, String wrappingKey, String lineage)
      throws DataKeyFailure {
    DataKey before = known.get(new Bound(encrypted, lineage));
    if (before != null) {
      return before;
    }
    byte[] blob;
    try {
      blob = Base64.getDecoder().decode(encrypted);
    } catch (IllegalArgumentException _) {
      throw failures.damaged();
    }
    try {
      DecryptResponse own = ofConfiguredKey(blob, wrappingKey, lineage);
      DecryptResponse opened = own == null ? kms.decrypt(blob, null, lineage) : own;
      return keep(
          lineage, new DataKey(keyOf(opened.plaintext()), encrypted, opened.keyId(), own != null));
    } catch (SdkException failure) {
      throw failures.notDecrypted(failure, wrappingKey);
    }
  }

  /// Null if another key has encrypted it.
  private @Nullable DecryptResponse ofConfiguredKey(
      byte[] encrypted, String wrappingKey, String lineage) {
    if (settings.isOtherKey(wrappingKey)) {
      return null;
    }
    try {
      return kms.decrypt(encrypted, settings.keyId(), lineage);
    } catch (IncorrectKeyException _) {
      // An alias refers to another key than before.
      return null;
    }
  }

  private DataKey keep(String lineage, DataKey key) {
    known.put(new Bound(key.encrypted(), lineage), key);
    return key;
  }

  private SecretKey keyOf(@Nullable SdkBytes plain) throws DataKeyFailure {
    byte[] bytes = bytes(plain);
    if (bytes.length != KEY_BYTES) {
      throw failures.unusable("its data key has %d bytes".formatted(bytes.length));
    }
    return new SecretKeySpec(bytes, "AES");
  }

  private static byte[] bytes(@Nullable SdkBytes answered) {
    return answered == null ? new byte[0] : answered.asByteArray();
  }
}
