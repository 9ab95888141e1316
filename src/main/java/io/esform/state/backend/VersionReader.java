package io.esform.state.backend;

import io.esform.state.file.StateCodec;
import io.esform.state.file.StateCodec.Decoded;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Lists and decodes the versions of a state, as {@link Backend#versions} and {@link
/// Backend#version} do.
///
/// @param state the address of the saved state, for display
public record VersionReader(StateCodec codec, Source source, String state) {

  /// The stored versions of one state.
  public interface Source {

    /// The saved state and its versions.
    Versions versions() throws IOException;

    /// The text of a version; null for none.
    ///
    /// @throws IOException also if it is not UTF-8
    @Nullable String versionText(long serial) throws IOException;

    /// The address of a version, for display.
    String versionLocation(long serial);
  }

  public Versions list() {
    try {
      return source.versions();
    } catch (IOException failure) {
      return Versions.failed(new StateFaults(state).unreadable(failure));
    }
  }

  public Decoded read(long serial) {
    String location = source.versionLocation(serial);
    try {
      String text = source.versionText(serial);
      return text == null
          ? new Decoded(null, false, Versions.unknown(serial, state))
          : codec.decode(text, location, "");
    } catch (IOException failure) {
      return new Decoded(null, false, new StateFaults(location).unreadable(failure));
    }
  }
}
