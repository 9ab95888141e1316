package io.esform.providers.aws.secrets;

import io.esform.provider.ResourceType;
import io.esform.providers.aws.type.NativeType;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The types of Secrets Manager.
public final class SecretsTypes {

  private SecretsTypes() {}

  /// Its resource types by name.
  public static SequencedMap<String, ResourceType> resources() {
    var types = new LinkedHashMap<String, ResourceType>();
    types.put("aws_secretsmanager_secret", new NativeType(new SecretKind()));
    return types;
  }
}
