package io.esform.providers.local;

import io.esform.diag.Diagnostic;
import io.esform.es.Platform.HostSpecification;
import io.esform.es.Platform.PlatformException;
import java.util.Set;

/// Applies a new specification to a host that runs, without a reboot: what a boot would do is done
/// again, by the host's own cloud-init. Its services stay up as far as its boot script lets them.
final class Reapplication {

  /// The last application has ended, well or badly: two at once must not meet. And it came far
  /// enough to leave the unit that makes the next one a first boot.
  private static final String IS_POSSIBLE =
      "! systemctl -q is-active esform-apply && case $(systemctl is-active cloud-final) in"
          + " active|failed) systemctl start esform-reapply ;; *) false ;; esac";

  /// Clears cloud-init's record of the last application, as a shutdown does.
  private static final String CLEAR = "systemctl stop esform-reapply";

  /// The stages of a boot, one after another; in one transaction systemd would start them together.
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

  /// Starts it; the host tells its end as it tells that of a boot.
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
                  + " does not take its new user-data ("
                  + run.output().strip()
                  + "). The next apply tries again."),
          id);
    }
  }
}
