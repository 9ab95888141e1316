package io.esform.state.backend.http;

import io.esform.state.backend.http.HttpExchange.Answer;
import io.esform.state.backend.http.HttpExchange.Rejected;
import io.esform.state.backend.http.HttpSettings.LockEndpoint;
import io.esform.state.file.LockInfo;
import io.esform.task.Tasks;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A state and its lock on a server, with the requests of Terraform's `http` backend.
///
/// A request without an answer, or whose answer is an error of the server, is repeated after a
/// pause that grows. The server may have executed it nevertheless, so a write is repeated only
/// after the state was read and is unchanged. An `IOException` that is not {@link Rejected} leaves
/// the outcome of a write open.
final class StateServer {

  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int LOCKED = 423;

  private final HttpSettings settings;
  private final HttpExchange exchange;
  private final Tasks tasks;

  StateServer(HttpSettings settings, Tasks tasks) {
    this.settings = settings;
    this.exchange = new HttpExchange(settings);
    this.tasks = tasks;
  }

  /// The outcome of a request for the lock.
  ///
  /// @param isGranted whether this run has the lock
  /// @param holder the lock of another run; null if there is none or the server does not describe
  ///   it
  record LockAnswer(boolean isGranted, @Nullable LockInfo holder) {}

  /// The server has refused a request because another run has the lock.
  static final class Locked extends Rejected {
    private static final long serialVersionUID = 1;

    /// Null if the server does not describe it.
    private final transient @Nullable LockInfo holder;

    Locked(@Nullable String message, @Nullable LockInfo holder) {
      super(message);
      this.holder = holder;
    }

    @Nullable LockInfo holder() {
      return holder;
    }
  }

  /// The state is neither the one that a write replaces nor the written one.
  static final class Overwritten extends IOException {
    private static final long serialVersionUID = 1;

    Overwritten() {
      super("another run has written it");
    }
  }

  /// The address for display, without its query, which may contain a secret.
  String location() {
    return HttpExchange.display(settings.address());
  }

  boolean hasLocks() {
    return settings.lock() != null;
  }

  /// Reads the state; null for none.
  @Nullable String get() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return text(exchange.get(settings.address()));
      } catch (Rejected rejected) {
        throw rejected;
      } catch (IOException failure) {
        pauseOrThrow(attempt, failure);
      }
    }
  }

  private @Nullable String text(Answer answer) throws IOException {
    if (answer.status() == NO_CONTENT || answer.status() == NOT_FOUND) {
      return null;
    }
    if (answer.status() != OK) {
      throw exchange.failure(answer);
    }
    byte[] body = answer.body();
    if (body.length == 0) {
      return null;
    }
    String digest = answer.header("Content-MD5");
    if (digest != null && !digest.equals(HttpExchange.md5(body))) {
      throw new IOException("the answer is damaged: it does not match its header Content-MD5");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException fault) {
      throw new Rejected("the answer is not UTF-8 text", fault);
    }
  }

  /// Replaces the state.
  ///
  /// @param replaced the text that the server has; null for none
  /// @param lock the id of this run's lock; null without locks
  /// @throws Locked if this run does not have the lock
  /// @throws Rejected if the server has not executed the request
  /// @throws Overwritten if the server has the text of another run
  void post(String text, @Nullable String replaced, @Nullable String lock) throws IOException {
    URI address = lock == null ? settings.address() : withId(settings.address(), lock);
    for (int attempt = 1; ; attempt++) {
      try {
        Answer answer = exchange.send(settings.updateMethod(), address, text);
        if (answer.isSuccess()) {
          return;
        }
        throw isLocked(answer)
            ? new Locked(exchange.failure(answer).getMessage(), LockInfo.parse(answer.text()))
            : exchange.failure(answer);
      } catch (Rejected rejected) {
        if (attempt == 1) {
          throw rejected;
        }
        // The server may have executed an earlier attempt, and refuse the same serial twice.
        if (!text.equals(found(rejected))) {
          throw new IOException(rejected.getMessage(), rejected);
        }
        return;
      } catch (IOException doubt) {
        String found = found(doubt);
        if (text.equals(found)) {
          return;
        }
        if (!Objects.equals(found, replaced)) {
          throw new Overwritten();
        }
        pauseOrThrow(attempt, doubt);
      }
    }
  }

  private @Nullable String found(IOException doubt) throws IOException {
    try {
      return get();
    } catch (IOException failure) {
      var unknown = new IOException(doubt.getMessage(), doubt);
      unknown.addSuppressed(failure);
      throw unknown;
    }
  }

  private static URI withId(URI address, String id) {
    String query = address.getRawQuery();
    String parameter = "ID=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    String text = address.toString();
    return URI.create(
        query == null ? text + "?" + parameter : text + (query.isEmpty() ? "" : "&") + parameter);
  }

  /// Requests the lock. Granted also if the server already has this lock, as after a lost answer.
  LockAnswer lock(LockInfo mine) throws IOException {
    LockEndpoint lock = endpoint();
    for (int attempt = 1; ; attempt++) {
      try {
        Answer answer = exchange.send(lock.method(), lock.address(), mine.format());
        if (answer.isSuccess()) {
          return new LockAnswer(true, null);
        }
        if (isLocked(answer)) {
          LockInfo holder = LockInfo.parse(answer.text());
          boolean isMine = holder != null && holder.id().equals(mine.id());
          return new LockAnswer(isMine, isMine ? null : holder);
        }
        throw exchange.failure(answer);
      } catch (Rejected rejected) {
        throw rejected;
      } catch (IOException doubt) {
        pauseOrThrow(attempt, doubt);
      }
    }
  }

  /// Releases a lock. Succeeds also if the server has no such lock any more.
  ///
  /// @throws Locked if another run has the lock
  void unlock(LockInfo held) throws IOException {
    LockEndpoint lock = endpoint();
    for (int attempt = 1; ; attempt++) {
      try {
        Answer answer = exchange.send(lock.unlockMethod(), lock.unlockAddress(), held.format());
        if (answer.isSuccess() || answer.status() == NOT_FOUND) {
          return;
        }
        throw isLocked(answer)
            ? new Locked(exchange.failure(answer).getMessage(), LockInfo.parse(answer.text()))
            : exchange.failure(answer);
      } catch (Rejected rejected) {
        throw rejected;
      } catch (IOException doubt) {
        pauseOrThrow(attempt, doubt);
      }
    }
  }

  private LockEndpoint endpoint() {
    return Objects.requireNonNull(settings.lock());
  }

  private static boolean isLocked(Answer answer) {
    return answer.status() == CONFLICT || answer.status() == LOCKED;
  }

  private void pauseOrThrow(int attempt, IOException failure) throws IOException {
    if (attempt > settings.retries().most()) {
      throw failure;
    }
    try {
      tasks.pause(settings.retries().pause(attempt));
    } catch (InterruptedException _) {
      // The request is then repeated at once.
      Thread.currentThread().interrupt();
    }
  }
}
