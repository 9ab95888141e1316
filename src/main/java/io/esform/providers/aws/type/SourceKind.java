package io.esform.providers.aws.type;

import io.esform.provider.Arguments;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.value.Value;
import java.util.List;
import java.util.SequencedMap;

/// What makes one data source different from the others. Everything else is {@link NativeSource}'s.
/// Safe for several threads.
public interface SourceKind {

  /// One or two sentences of Markdown, for the reference.
  String description();

  /// All its arguments and attributes.
  List<AttributeSchema> attributes();

  default List<NestedBlock> blocks() {
    return List.of();
  }

  /// What it finds: every attribute that the configuration does not set.
  ///
  /// @param configuration with the schema's defaults
  /// @throws AwsFailure also when there is not what is asked for
  SequencedMap<String, Value> read(AwsConnection aws, Arguments configuration) throws AwsFailure;
}
