package io.esform.state.backend.http;

import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// The arguments of the backend.
///
/// @param address of the state
/// @param lock null if the server has no locks
/// @param tls null for the certificates that Java trusts
record HttpSettings(
    URI address,
    String updateMethod,
    @Nullable LockEndpoint lock,
    HttpCredentials credentials,
    HttpRetries retries,
    @Nullable SSLContext tls) {

  record LockEndpoint(URI address, String method, URI unlockAddress, String unlockMethod) {}

  /// The repetitions of requests without an answer.
  ///
  /// @param most after the first attempt
  record HttpRetries(int most, Duration shortestPause, Duration longestPause) {

    /// The pause after this attempt, counted from 1: doubled each time.
    Duration pause(int attempt) {
      Duration pause = shortestPause;
      for (int each = 1; each < attempt && pause.compareTo(longestPause) < 0; each++) {
        pause = pause.multipliedBy(2);
      }
      return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
  }
}
