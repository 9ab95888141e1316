package io.esform.providers.aws.secrets;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Validates the arguments of a secret.
final class SecretRules {

  private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}");
  private static final int MOST_DESCRIPTION = 2048;
  private static final int MOST_BYTES = 65_536;
  private static final BigDecimal LEAST_DAYS = BigDecimal.valueOf(7);
  private static final BigDecimal MOST_DAYS = BigDecimal.valueOf(30);

  private final Arguments secret;
  private final Faults faults;

  SecretRules(Arguments secret, Faults faults) {
    this.secret = secret;
    this.faults = faults;
  }

  void check() {
    checkName();
    checkWindow();
    secret
        .text(SecretKind.DESCRIPTION)
        .filter(text -> text.length() > MOST_DESCRIPTION)
        .ifPresent(_ ->
            faults.add(
                secret.at(SecretKind.DESCRIPTION),
                "Description too long",
                "A secret's description has at most " + MOST_DESCRIPTION + " characters."));
    secret
        .text(SecretKind.VALUE)
        .map(value -> value.getBytes(StandardCharsets.UTF_8).length)
        .filter(bytes -> bytes == 0 || bytes > MOST_BYTES)
        .ifPresent(_ ->
            faults.add(
                secret.at(SecretKind.VALUE),
                "Value out of range",
                "A secret's value has 1 to " + MOST_BYTES + " bytes."));
  }

  private void checkName() {
    secret
        .text(SecretKind.NAME)
        .filter(name -> !NAMES.matcher(name).matches())
        .ifPresent(name ->
            faults.add(
                secret.at(SecretKind.NAME),
                "Invalid secret name",
                "A secret's name has 1 to 512 letters, digits and characters of /_+=.@-. \""
                    + name
                    + "\" is not valid."));
  }

  private void checkWindow() {
    secret
        .number(SecretKind.WINDOW)
        .filter(SecretRules::isOutOfRange)
        .ifPresent(_ ->
            faults.add(
                secret.at(SecretKind.WINDOW),
                "Value out of range",
                "recovery_window_in_days must be from 7 to 30, or 0 to delete the secret"
                    + " immediately."));
  }

  private static boolean isOutOfRange(BigDecimal days) {
    boolean isWhole = days.stripTrailingZeros().scale() <= 0;
    return days.signum() != 0
        && (!isWhole || days.compareTo(LEAST_DAYS) < 0 || days.compareTo(MOST_DAYS) > 0);
  }
}
