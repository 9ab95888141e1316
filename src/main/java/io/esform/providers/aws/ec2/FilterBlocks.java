package io.esform.providers.aws.ec2;

import io.esform.provider.Arguments;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.Types;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Filter;

/// The search criteria of EC2's data sources: nested blocks `filter`, and tags.
final class FilterBlocks {

  private static final String NAME = "name";
  private static final String VALUES = "values";
  private static final String TAGS = "tags";

  static final NestedBlock BLOCK =
      new NestedBlock(
          "filter",
          Nesting.LIST,
          false,
          Schema.of(
              "A filter of the API's `Describe…` operation.",
              AttributeSchema.required(NAME, Types.STRING, "The filter's name, such as `vpc-id`."),
              AttributeSchema.required(
                  VALUES,
                  Types.set(Types.STRING),
                  "The accepted values; one must match. `*` matches any characters, and `?` any"
                      + " single character.")));

  private FilterBlocks() {}

  /// The blocks as filters of the API.
  static List<Filter> blocks(Arguments configuration) {
    return configuration.blocks(BLOCK.name()).stream()
        .map(block -> Ec2Kind.filter(block.requiredText(NAME), block.texts(VALUES)))
        .toList();
  }

  /// The blocks and the tags as filters of the API.
  static List<Filter> all(Arguments configuration) {
    var filters = new ArrayList<>(blocks(configuration));
    configuration
        .textsByKey(TAGS)
        .forEach((key, value) -> filters.add(Ec2Kind.filter("tag:" + key, value)));
    return filters;
  }
}
