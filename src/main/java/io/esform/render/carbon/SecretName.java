package io.esform.render.carbon;

import io.esform.diag.EsformBug;

/// What a secret's name may be: it stands in an XPath literal and names a file on the host.
final class SecretName {

  private SecretName() {}

  static void check(String name) {
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
      throw new EsformBug("The secret name \"" + name + "\" has characters it must not have.");
    }
  }
}
