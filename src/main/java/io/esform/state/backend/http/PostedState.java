package io.esform.state.backend.http;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.State;
import io.esform.state.backend.Overtaken;
import io.esform.state.backend.Successor;
import io.esform.state.backend.Versions;
import io.esform.state.backend.http.StateServer.Locked;
import io.esform.state.file.StateCodec;
import io.esform.state.file.StateCodec.Header;
import java.io.IOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The state on the server, as this run knows it. Distinguishes the texts of this run from those of
/// others, also after a post without an answer.
final class PostedState {

  private final StateServer server;
  private final HttpLock lock;

  /// The text on the server, as last read or posted; null for none.
  private @Nullable String known;

  private boolean isRead;

  /// The text that this run has posted last, and those whose posts have an unknown outcome.
  private final Set<String> mine = new HashSet<>();

  private boolean isUnsettled;

  PostedState(StateServer server, HttpLock lock) {
    this.server = server;
    this.lock = lock;
  }

  /// The text on the server, as just read.
  ///
  /// @param text null for none
  record Found(@Nullable String text) implements Successor.Saved {

    @Override
    public long lastSerial() {
      Header header = text == null ? null : StateCodec.header(text);
      return header == null ? Versions.NONE : header.serial();
    }
  }

  /// Reads the text; null for none. Later writes replace this text.
  @Nullable String read() throws IOException {
    known = server.get();
    isRead = true;
    return known;
  }

  /// Reads the text without replacing the known one, to compare both.
  Found find() throws IOException {
    return new Found(server.get());
  }

  /// The known text.
  Found known() {
    return new Found(known);
  }

  boolean isAsRead() throws IOException {
    return Objects.equals(known, server.get());
  }

  /// Whether a post with an unknown outcome may still be executed.
  boolean isUnsettled() {
    return isUnsettled;
  }

  /// The state with the serial on the server, if that is from a post of this run.
  ///
  /// @param loaded the serial of the state that the run has loaded or saved last
  State based(State state, Found found, long loaded) {
    String text = found.text();
    Header header = text == null || !mine.contains(text) ? null : StateCodec.header(text);
    return header != null && state.serial() == loaded ? state.withSerial(header.serial()) : state;
  }

  /// Returns an error if another run has written the text on the server.
  ///
  /// @param loaded as for {@link #based}
  Diagnostics stale(State state, Found found, long loaded) {
    String text = found.text();
    if (text == null) {
      return Diagnostics.none();
    }
    Diagnostics stale = Overtaken.check(server.location(), text, based(state, found, loaded));
    boolean isOther = isRead && !text.equals(known) && !mine.contains(text);
    return isOther && !stale.hasErrors() ? Diagnostics.of(sameSerial()) : stale;
  }

  private Diagnostic sameSerial() {
    return Diagnostic.error(
        "State was changed by another run",
        "\"%s\" is not the state that this run started from: another run has saved the same serial. It was not overwritten. Plan again."
            .formatted(server.location()));
  }

  /// Replaces the found text.
  ///
  /// @throws IOException after it has been recorded whether the lock is lost
  void replace(Found found, String text) throws IOException {
    known = found.text();
    isRead = true;
    post(text);
  }

  /// Replaces the known text.
  ///
  /// @throws IOException as for {@link #replace}
  void post(String text) throws IOException {
    try {
      server.post(text, known, lock.id());
      known = text;
      mine.clear();
      mine.add(text);
      isUnsettled = false;
    } catch (Locked locked) {
      lock.lose(locked.holder());
      throw locked;
    } catch (HttpExchange.Rejected rejected) {
      throw rejected;
    } catch (IOException unknown) {
      mine.add(text);
      isUnsettled = true;
      findLoss(unknown);
      throw unknown;
    }
  }

  /// Some servers answer with an error of their own to a run that has lost its lock.
  private void findLoss(IOException failure) {
    try {
      lock.isStillHeld();
    } catch (IOException more) {
      failure.addSuppressed(more);
    }
  }
}
