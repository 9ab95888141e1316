package io.esform.providers.aws.type;

import io.esform.provider.Arguments;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.value.Value;
import java.util.List;
import java.util.SequencedMap;

/// The arguments and the read call of one data source. {@link NativeSource} implements everything
/// else. Thread-safe.
public interface SourceKind {

  /// One or two sentences of Markdown, for the reference.
  String description();

  /// All its arguments and attributes.
  List<AttributeSchema> attributes();

  default List<NestedBlock> blocks() {
    return List.of();
  }

  /// Reads all attributes that the configuration does not set.
  ///
  /// @param configuration with the schema's defaults
  /// @throws AwsFailure also when no object matches
  SequencedMap<String, Value> read(AwsConnection aws, Arguments configuration) throws AwsFailure;
}
