package io.esform.state.kms;

import io.esform.state.aws.AwsAccess;
import io.esform.state.aws.AwsClients;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/// KMS over the network. The first call creates the client. Thread-safe.
final class KmsConnection implements KmsCalls {

  /// The name of the member of the encryption context that binds a data key to a state.
  private static final String LINEAGE = "esform:lineage";

  private final AwsAccess access;
  private @Nullable KmsClient client;

  KmsConnection(AwsAccess access) {
    this.access = access;
  }

  private synchronized KmsClient client() {
    KmsClient known = client;
    if (known == null) {
      known = AwsClients.configure(KmsClient.builder(), access).build();
      client = known;
    }
    return known;
  }

  @Override
  public GenerateDataKeyResponse generateDataKey(String keyId, String lineage) {
    return client()
        .generateDataKey(request ->
            request
                .keyId(keyId)
                .keySpec(DataKeySpec.AES_256)
                .encryptionContext(Map.of(LINEAGE, lineage)));
  }

  @Override
  public DecryptResponse decrypt(byte[] encrypted, @Nullable String keyId, String lineage) {
    return client()
        .decrypt(request ->
            request
                .ciphertextBlob(SdkBytes.fromByteArray(encrypted))
                .keyId(keyId)
                .encryptionContext(Map.of(LINEAGE, lineage)));
  }
}
