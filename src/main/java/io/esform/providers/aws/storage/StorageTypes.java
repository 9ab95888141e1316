package io.esform.providers.aws.storage;

import io.esform.es.InputFiles;
import io.esform.provider.ResourceType;
import io.esform.providers.aws.type.NativeType;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The types of S3.
public final class StorageTypes {

  private StorageTypes() {}

  /// Its resource types by name.
  ///
  /// @param files the local files that objects are uploaded from
  public static SequencedMap<String, ResourceType> resources(InputFiles files) {
    var types = new LinkedHashMap<String, ResourceType>();
    types.put("aws_s3_bucket", new NativeType(new BucketKind()));
    types.put("aws_s3_object", new NativeType(new ObjectKind(new ObjectContent(files))));
    return types;
  }
}
