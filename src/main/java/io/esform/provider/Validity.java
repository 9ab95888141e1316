package io.esform.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The validity period of a certificate.
///
/// @param from inclusive
/// @param to exclusive
public record Validity(Instant from, Instant to) {

  private static final Duration LONGEST_NOTICE = Duration.ofDays(30);
  private static final int NOTICE_SHARE = 3;

  /// How long before its end to renew a certificate: 30 days, or a third of its validity if that is
  /// shorter.
  public static Duration notice(Duration validity) {
    Duration share = validity.dividedBy(NOTICE_SHARE);
    return share.compareTo(LONGEST_NOTICE) < 0 ? share : LONGEST_NOTICE;
  }

  /// The time from which the certificate should be renewed.
  public Instant renewal() {
    return to.minus(notice(Duration.between(from, to)));
  }

  /// The end with its distance from now: `expires on 2026-12-20T10:00:00Z, in 20 days`.
  public String end(Instant now) {
    boolean isPast = !now.isBefore(to);
    Duration distance = isPast ? Duration.between(to, now) : Duration.between(now, to);
    return (isPast ? "expired on " : "expires on ")
        + to.truncatedTo(ChronoUnit.SECONDS)
        + (isPast ? ", " + display(distance) + " ago" : ", in " + display(distance));
  }

  private static String display(Duration distance) {
    if (distance.toDays() >= 2) {
      return distance.toDays() + " days";
    }
    long hours = distance.toHours();
    return hours == 0 ? "less than an hour" : hours + (hours == 1 ? " hour" : " hours");
  }

  /// The consequence of the end: `Browsers refuse it from then on.`
  ///
  /// @param who the clients that refuse it
  public String consequence(Instant now, String who) {
    return who + " refuse it" + (now.isBefore(to) ? " from then on." : ".");
  }

  /// `Certificate expires soon` or `Certificate has expired`.
  public String summary(Instant now) {
    return now.isBefore(to) ? "Certificate expires soon" : "Certificate has expired";
  }
}
