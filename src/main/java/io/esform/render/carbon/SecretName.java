package io.esform.render.carbon;

import io.esform.diag.EsformBug;

/// Checks names of secrets, which occur in an XPath literal and as file names on the host.
final class SecretName {

  private SecretName() {}

  static void check(String name) {
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
      throw new EsformBug("The secret name \"" + name + "\" contains invalid characters.");
    }
  }
}
