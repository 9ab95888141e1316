package io.esform.cli.project;

import io.esform.cli.project.VariableInputs.Given;
import java.util.function.Predicate;

/// The values of the root variables: from the session, or from a plan file.
public interface VariableSource {

  /// The values, and the diagnostics about them. A value that is missing or wrong is reported and
  /// unknown.
  ///
  /// @param wanted the names of the variables that are needed; others may be missing
  Given values(Project project, Predicate<String> wanted);
}
