package io.esform.config;

import io.esform.address.InstanceKey;
import io.esform.config.Module.ResourceKey;
import io.esform.diag.SourceRange;
import org.jspecify.annotations.Nullable;

/// A reference in an expression: what it names, and where it stands.
///
/// @param attribute of a resource instance, the one that is taken; empty when the whole object, or
///   one that only evaluation can tell, is
public record Reference(Subject subject, String attribute, SourceRange range) {

  /// What a reference can name.
  public sealed interface Subject {

    /// `var.name`.
    record InputVariable(String name) implements Subject {}

    /// `local.name`.
    record Local(String name) implements Subject {}

    /// `TYPE.NAME` or `data.TYPE.NAME`.
    ///
    /// @param instance the key, where it is written as a constant; null for the whole resource or a
    ///   key that must be evaluated
    record ResourceSubject(ResourceKey key, @Nullable InstanceKey instance) implements Subject {}

    /// `module.name`, `module.name.output`.
    ///
    /// @param output null when the reference takes the module's outputs as one object
    record ModuleOutput(String call, @Nullable String output) implements Subject {}

    /// `count.index`, `each.key`, `each.value`, `path.module`, `self.…`, `esform.workspace`.
    ///
    /// @param root the first name
    /// @param attribute the second; empty when there is none
    record Special(String root, String attribute) implements Subject {}
  }
}
