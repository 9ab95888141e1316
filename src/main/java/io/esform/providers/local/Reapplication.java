package io.esform.providers.local;

import io.esform.diag.Diagnostic;
import io.esform.es.Platform.HostSpecification;
import io.esform.es.Platform.PlatformException;
import java.util.Set;

/// Applies a new specification to a running host without a reboot: the host's cloud-init repeats
/// the steps of a boot. Services stay up unless the boot script restarts them.
final class Reapplication {

  /// True when the last application has ended, successfully or not, because two must not run at the
  /// same time. Also requires its unit `esform-reapply`, which lets cloud-init treat the next
  /// application as a first boot.
  private static final String IS_POSSIBLE =
      "! systemctl -q is-active esform-apply && case $(systemctl is-active cloud-final) in"
          + " active|failed) systemctl start esform-reapply ;; *) false ;; esac";

  /// Clears cloud-init's record of the last application, as at a shutdown.
  private static final String CLEAR = "systemctl stop esform-reapply";

  /// The stages of a boot in sequence; in one transaction systemd would start them together.
  private static final String RUN =
      "systemd-run -q --collect --unit esform-apply sh -c 'systemctl restart cloud-init-local &&"
          + " systemctl restart cloud-init && systemctl restart cloud-config && systemctl restart"
          + " cloud-final'";

  private final Engine engine;
  private final HostFiles files;

  Reapplication(Engine engine, HostFiles files) {
    this.engine = engine;
    this.files = files;
  }

  boolean isPossible(String id) throws PlatformException {
    return engine.execute(id, "sh", "-c", IS_POSSIBLE).status() == 0;
  }

  /// Starts the application; the host reports its end as after a boot.
  void run(String id, HostSpecification host) throws PlatformException {
    Set<String> present = files.present(id, host);
    execute(id, host, CLEAR);
    files.dropSecrets(id);
    files.deliver(id, host, present);
    execute(id, host, RUN);
  }

  private void execute(String id, HostSpecification host, String command) throws PlatformException {
    Engine.Execution run = engine.execute(id, "sh", "-c", command);
    if (run.status() != 0) {
      throw new PlatformException(
          Diagnostic.error(
              "Host not changed",
              host.name()
                  + " did not accept its new user-data ("
                  + run.output().strip()
                  + "). The next apply tries again."),
          id);
    }
  }
}
