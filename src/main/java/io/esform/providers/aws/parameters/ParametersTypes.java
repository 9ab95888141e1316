package io.esform.providers.aws.parameters;

import io.esform.provider.DataSource;
import io.esform.providers.aws.type.NativeSource;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The types of Systems Manager.
public final class ParametersTypes {

  private ParametersTypes() {}

  /// Its data sources by name.
  public static SequencedMap<String, DataSource> dataSources() {
    var sources = new LinkedHashMap<String, DataSource>();
    sources.put("aws_ssm_parameter", new NativeSource(new ParameterSource()));
    return sources;
  }
}
