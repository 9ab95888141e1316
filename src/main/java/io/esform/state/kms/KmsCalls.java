package io.esform.state.kms;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/// The two calls of KMS. They throw the exceptions of the SDK.
interface KmsCalls {

  GenerateDataKeyResponse generateDataKey(String keyId, String lineage);

  /// @param encrypted the encrypted data key
  /// @param keyId the only key that may decrypt it; null for the one that has encrypted it
  DecryptResponse decrypt(byte[] encrypted, @Nullable String keyId, String lineage);
}
