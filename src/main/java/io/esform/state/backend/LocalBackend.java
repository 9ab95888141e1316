package io.esform.state.backend;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.state.State;
import io.esform.state.file.StateCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps the state in `esform.state` in a directory, with `esform.state.lock` while a run works and
/// `esform.state.backup` as it was before the run's first save.
///
/// A save writes a file beside the state, brings it down to the disk and renames it: a crash at any
/// instant leaves either the old state or the new one.
public final class LocalBackend implements Backend {

  static final String STATE = "esform.state";
  static final String BACKUP = "esform.state.backup";
  private static final String NEW = "esform.state.new";
  private static final String RESCUED = "errored.esform.state";

  private final Path directory;
  private final StateCodec codec;
  private final Supplier<String> lineages;
  private final FileOperations files;
  private final List<Path> rescueDirectories;
  private final LockFile lock;
  private @Nullable State kept;
  private boolean backedUp;

  /// @param directory the configuration's directory, as the user would write it
  /// @param lineages makes a lineage for a new state
  /// @param temporary where a state goes that can be saved nowhere else
  public LocalBackend(
      Path directory,
      StateCodec codec,
      ProcessIdentity self,
      Clock clock,
      Supplier<String> lineages,
      Path temporary) {
    this(directory, codec, self, clock, lineages, temporary, FileOperations.real());
  }

  LocalBackend(
      Path directory,
      StateCodec codec,
      ProcessIdentity self,
      Clock clock,
      Supplier<String> lineages,
      Path temporary,
      FileOperations files) {
    this.directory = directory;
    this.codec = codec;
    this.lineages = lineages;
    this.files = files;
    this.rescueDirectories = List.of(directory, temporary);
    this.lock = new LockFile(directory.resolve(STATE + ".lock"), self, clock);
  }

  @Override
  public Loaded load() {
    Path file = directory.resolve(STATE);
    try {
      String text = Files.readString(file);
      StateCodec.Decoded decoded = codec.decode(text, file.toString(), advice(file));
      kept = decoded.state();
      return new Loaded(decoded.state(), decoded.diagnostics());
    } catch (NoSuchFileException _) {
      return new Loaded(State.empty(lineages.get()), Diagnostics.none());
    } catch (IOException failure) {
      String detail = "\"%s\" cannot be read: %s.".formatted(file, failure);
      return new Loaded(null, Diagnostics.of(Diagnostic.error("State cannot be read", detail)));
    }
  }

  private String advice(Path file) {
    Path backup = directory.resolve(BACKUP);
    return Files.exists(backup)
        ? "The state before the last run is kept; to go back to it:\n\n    cp %s %s\n"
            .formatted(backup, file)
        : "Put back a copy of the file from before; there is no backup beside it.";
  }

  @Override
  public Diagnostics lock(String operation) {
    return lock.acquire(operation);
  }

  @Override
  public Diagnostics unlock() {
    return lock.release();
  }

  @Override
  public Saved save(State state) {
    if (!lock.isHeld()) {
      throw new EsformBug("A state was saved without its lock.");
    }
    if (state.equals(kept)) {
      return new Saved(state, Diagnostics.none());
    }
    Diagnostics stale = checkNotOvertaken(state);
    if (stale.hasErrors()) {
      return new Saved(state, stale);
    }
    var next = state.withSerial(state.serial() + 1);
    StateCodec.Encoded encoded = codec.encode(next);
    String text = encoded.text();
    if (text == null) {
      return new Saved(state, encoded.diagnostics());
    }
    try {
      replace(text);
    } catch (IOException failure) {
      return new Saved(state, Diagnostics.of(notSaved(failure)));
    }
    kept = next;
    return new Saved(next, Diagnostics.none());
  }

  private Diagnostic notSaved(IOException failure) {
    return Diagnostic.error(
        "State cannot be saved",
        "\"%s\" cannot be replaced: %s. The state that was saved before still stands there."
            .formatted(directory.resolve(STATE), failure));
  }

  private void replace(String text) throws IOException {
    Path file = directory.resolve(STATE);
    Path fresh = directory.resolve(NEW);
    try {
      if (!backedUp && Files.exists(file)) {
        files.write(fresh, Files.readAllBytes(file));
        files.move(fresh, directory.resolve(BACKUP));
      }
      files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
      files.move(fresh, file);
      backedUp = true;
    } catch (IOException failure) {
      removeLeftOver(fresh, failure);
      throw failure;
    }
    files.syncDirectory(directory);
  }

  private static void removeLeftOver(Path fresh, IOException failure) {
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException more) {
      failure.addSuppressed(more);
    }
  }

  /// What is on the disk must be the state that this one came from.
  private Diagnostics checkNotOvertaken(State state) {
    Path file = directory.resolve(STATE);
    try {
      StateCodec.Header header = StateCodec.header(Files.readString(file));
      boolean ours =
          header != null
              && header.lineage().equals(state.lineage())
              && header.serial() == state.serial();
      return ours ? Diagnostics.none() : Diagnostics.of(overtaken(file, state, header));
    } catch (NoSuchFileException _) {
      return Diagnostics.none();
    } catch (IOException failure) {
      return Diagnostics.of(notSaved(failure));
    }
  }

  private static Diagnostic overtaken(Path file, State state, StateCodec.@Nullable Header header) {
    String difference;
    if (header == null) {
      difference = "it is not a state any more";
    } else if (header.lineage().equals(state.lineage())) {
      difference =
          "it has serial %d, this run came from %d".formatted(header.serial(), state.serial());
    } else {
      difference =
          "it belongs to another configuration's history (lineage %s, not %s)"
              .formatted(header.lineage(), state.lineage());
    }
    return Diagnostic.error(
        "State was changed by another run",
        "\"%s\" is not what this run started from: %s. It was not overwritten. Plan again."
            .formatted(file, difference));
  }

  @Override
  public Diagnostics rescue(State state) {
    StateCodec.Encoded encoded = codec.encode(state);
    String text = encoded.text();
    if (text == null) {
      return encoded.diagnostics();
    }
    for (Path place : rescueDirectories) {
      Path file = place.resolve(RESCUED);
      try {
        files.write(file, text.getBytes(StandardCharsets.UTF_8));
        return Diagnostics.of(rescued(file));
      } catch (IOException failure) {
        // The next place may work; when none does the text itself is shown.
        removeLeftOver(file, failure);
      }
    }
    String detail =
        "The state can be written nowhere. Copy the text below into \"%s\":\n\n%s"
            .formatted(directory.resolve(STATE), text);
    return Diagnostics.of(Diagnostic.error("State must be saved by hand", detail));
  }

  private Diagnostic rescued(Path file) {
    return Diagnostic.error(
        "State was saved elsewhere",
        "The state of what exists now is in \"%1$s\". Mend what kept it from being saved, then put it in its place before the next run:\n\n    mv %1$s %2$s\n"
            .formatted(file, directory.resolve(STATE)));
  }
}
