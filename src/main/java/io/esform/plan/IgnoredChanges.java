package io.esform.plan;

import io.esform.config.Resource;
import io.esform.config.Resource.Lifecycle.Name;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Suggestion;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;

/// Applies `ignore_changes`: what it names stays as it is, whatever the configuration says.
final class IgnoredChanges {

  private IgnoredChanges() {}

  static ObjectValue keep(
      Resource resource, ObjectValue configuration, ObjectValue prior, DiagnosticSink sink) {
    ObjectValue kept = configuration;
    if (resource.lifecycle().ignoreAllChanges()) {
      for (String name : configuration.attributes().keySet()) {
        kept = keep(kept, name, prior);
      }
    }
    for (Name ignored : resource.lifecycle().ignoreChanges()) {
      if (configuration.attributes().containsKey(ignored.text())) {
        kept = keep(kept, ignored.text(), prior);
      } else {
        sink.error(
            "Invalid ignore_changes",
            "The type %s has no argument or block named \"%s\".%s"
                .formatted(
                    resource.key().type(),
                    ignored.text(),
                    Suggestion.didYouMean(ignored.text(), configuration.attributes().keySet())),
            ignored.range());
      }
    }
    return kept;
  }

  private static ObjectValue keep(ObjectValue configuration, String name, ObjectValue prior) {
    Value before = prior.get(name);
    return configuration.get(name).isNull() ? configuration : configuration.with(name, before);
  }
}
