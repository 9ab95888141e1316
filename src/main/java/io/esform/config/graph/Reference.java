package io.esform.config.graph;

import io.esform.address.InstanceKey;
import io.esform.config.Module.ResourceKey;
import io.esform.diag.SourceRange;
import org.jspecify.annotations.Nullable;

/// A reference in an expression: its subject and its source range.
///
/// @param attribute the referenced attribute of a resource instance; empty for the whole object or
///   if the attribute depends on evaluation
public record Reference(Subject subject, String attribute, SourceRange range) {

  /// The subject of a reference.
  public sealed interface Subject {

    /// `var.name`.
    record InputVariable(String name) implements Subject {}

    /// `local.name`.
    record Local(String name) implements Subject {}

    /// `TYPE.NAME` or `data.TYPE.NAME`.
    ///
    /// @param instance the key if it is constant; null for the whole resource or a key that must be
    ///   evaluated
    record ResourceSubject(ResourceKey key, @Nullable InstanceKey instance) implements Subject {}

    /// `module.name`, `module.name.output`.
    ///
    /// @param output null for all outputs of the module as one object
    record ModuleOutput(String call, @Nullable String output) implements Subject {}

    /// `count.index`, `each.key`, `each.value`, `path.module`, `self.…`, `esform.workspace`.
    ///
    /// @param root the first name
    /// @param attribute the second name; empty for none
    record Special(String root, String attribute) implements Subject {}
  }
}
