package io.esform.cli.session;

import io.esform.es.InputFiles;
import io.esform.provider.ProviderDefinition;
import io.esform.providers.builtin.RemoteStates;
import java.util.List;

/// Creates the providers of a configuration.
public interface Providers {

  /// @param files of this machine that the configuration can name
  /// @param states of other configurations
  List<ProviderDefinition> create(InputFiles files, RemoteStates states);
}
