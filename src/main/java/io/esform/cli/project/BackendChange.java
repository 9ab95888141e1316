package io.esform.cli.project;

import io.esform.cli.backendfile.BackendFile;
import io.esform.cli.view.BackendDiff;
import io.esform.config.Settings.BackendSettings;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.diag.SourceRange;
import org.jspecify.annotations.Nullable;

/// Compares the backend of a configuration with that of the last `esform init`.
public final class BackendChange {

  private BackendChange() {}

  /// Returns an error if the backend is another one, or if its states are being moved there.
  static Diagnostics check(ConfiguredBackend backend, BackendFile kept) {
    BackendFile.Settings now = backend.settings();
    BackendFile.Settings before = typed(backend, kept.used());
    if (before.isSame(now)) {
      return kept.block().equals(backend.digest())
          ? Diagnostics.none()
          : Diagnostics.of(blockChanged(backend));
    }
    BackendFile.Destination moving = kept.moving();
    return Diagnostics.of(
        moving != null && typed(backend, moving.settings()).isSame(now)
            ? unfinished(backend, before)
            : changed(before, backend, ""));
  }

  /// Stored settings, with the types of the backend's schema if they are of its type.
  public static BackendFile.Settings typed(ConfiguredBackend backend, BackendFile.Settings stored) {
    if (!stored.type().equals(backend.type().name())) {
      return stored;
    }
    ConfiguredBackend same = ConfiguredBackend.of(backend.type(), stored);
    return same.given().size() == stored.arguments().size()
        ? new BackendFile.Settings(stored.type(), same.given(), stored.secrets())
        : stored;
  }

  /// The error for another backend.
  ///
  /// @param options of `esform init` to repeat, each after a space
  public static Diagnostic changed(
      BackendFile.Settings before, ConfiguredBackend backend, String options) {
    return Diagnostic.error(
        "Backend has changed",
        """
        The states of this configuration are in another backend than the one that it now names:

        %1$s
        To move the states to the new backend:

            esform init --migrate-state%2$s

        To use the new backend with the states that it contains, and leave the old ones alone:

            esform init --reconfigure%2$s
        """
            .formatted(BackendDiff.lines(before, backend.settings(), "    "), options),
        range(backend));
  }

  private static Diagnostic unfinished(ConfiguredBackend backend, BackendFile.Settings before) {
    return Diagnostic.error(
        "Migration is unfinished",
        """
        The states are being moved to this backend, and esform init has not ended. The old backend \
        is complete:

        %s
        To continue:

            esform init
        """
            .formatted(BackendDiff.lines(before, backend.settings(), "    ")),
        range(backend));
  }

  private static Diagnostic blockChanged(ConfiguredBackend backend) {
    return Diagnostic.error(
        "Backend block has changed",
        "The backend block is not the one of the last esform init. The arguments that esform init"
            + " has stored override the change. To confirm them:\n\n    esform init\n\nTo use the"
            + " arguments of the block instead:\n\n    esform init --reconfigure\n",
        range(backend));
  }

  private static @Nullable SourceRange range(ConfiguredBackend backend) {
    BackendSettings block = backend.block();
    return block == null ? null : block.range();
  }
}
