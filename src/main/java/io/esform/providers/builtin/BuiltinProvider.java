package io.esform.providers.builtin;

import io.esform.diag.Diagnostics;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.provider.ProviderDefinition;
import io.esform.provider.ResourceType;
import io.esform.schema.Schema;
import io.esform.value.Value.ObjectValue;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Offers `esform_data`, `random_password`, `tls_private_key` and `tls_self_signed_cert`, and the
/// data source `esform_remote_state`. Needs no configuration.
public final class BuiltinProvider implements ProviderDefinition {

  private final SequencedMap<String, ResourceType> resourceTypes;
  private final SequencedMap<String, DataSource> dataSources;

  /// @param states of other configurations
  public BuiltinProvider(SecureRandom random, Clock clock, RemoteStates states) {
    var types = new LinkedHashMap<String, ResourceType>();
    types.put("esform_data", new EsformData(random));
    types.put("random_password", new RandomPassword(random));
    types.put("tls_private_key", new TlsPrivateKey(random));
    types.put("tls_self_signed_cert", new TlsSelfSignedCertificate(random, clock));
    this.resourceTypes = Collections.unmodifiableSequencedMap(types);
    var sources = new LinkedHashMap<String, DataSource>();
    sources.put("esform_remote_state", new RemoteStateSource(states));
    this.dataSources = Collections.unmodifiableSequencedMap(sources);
  }

  @Override
  public String name() {
    return "builtin";
  }

  @Override
  public Schema configurationSchema() {
    return Schema.of("Objects that exist only in the state. Takes no arguments.");
  }

  @Override
  public SequencedMap<String, ResourceType> resourceTypes() {
    return resourceTypes;
  }

  @Override
  public SequencedMap<String, DataSource> dataSources() {
    return dataSources;
  }

  @Override
  public Diagnostics validateConfiguration(ObjectValue configuration) {
    return Diagnostics.none();
  }

  @Override
  public Connection connect(ObjectValue configuration) {
    return () -> {};
  }
}
