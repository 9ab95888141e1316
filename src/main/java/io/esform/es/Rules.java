package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.value.AttributePath;
import io.esform.value.DurationText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rules for single arguments of the portable types. Null and unknown arguments are accepted.
final class Rules {

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern MEMORY = Pattern.compile("([1-9][0-9]{0,8})([kmgKMG])");

  private final Faults faults;

  Rules(Faults faults) {
    this.faults = faults;
  }

  /// A DNS label: the name of a host.
  void label(Arguments arguments, String name) {
    arguments
        .text(name)
        .filter(text -> !LABEL.matcher(text).matches())
        .ifPresent(text ->
            faults.add(
                arguments.at(name),
                "Invalid host name",
                "A host's own name is one DNS label: lower-case letters, digits and hyphens, at most"
                    + " 63, no hyphen first or last. \""
                    + text
                    + "\" is not."));
  }

  /// A DNS name of several labels.
  void hostName(Arguments arguments, String name) {
    arguments
        .text(name)
        .filter(text -> !isHostName(text))
        .ifPresent(text ->
            faults.add(
                arguments.at(name),
                "Invalid host name",
                "A host name is made of labels of lower-case letters, digits and hyphens, separated"
                    + " by dots, such as \"publisher.es-wso2.com\". \""
                    + text
                    + "\" is not."));
  }

  static boolean isHostName(String text) {
    if (text.length() > 253 || Ipv4Network.address(text).isPresent()) {
      return false;
    }
    for (String label : text.split("\\.", -1)) {
      if (!LABEL.matcher(label).matches()) {
        return false;
      }
    }
    return true;
  }

  void sha256(Arguments arguments, String name) {
    arguments
        .text(name)
        .filter(text -> !text.matches("[0-9a-f]{64}"))
        .ifPresent(text ->
            faults.add(
                arguments.at(name),
                "Invalid checksum",
                "A SHA-256 checksum is 64 hexadecimal digits in lower case; this has "
                    + text.length()
                    + " characters. To get it:\n\n    sha256sum FILE"));
  }

  void port(Arguments arguments, String name) {
    integer(arguments, name, 1, 65_535);
  }

  void integer(Arguments arguments, String name, int least, int most) {
    arguments
        .number(name)
        .filter(number -> !isInteger(number, least, most))
        .ifPresent(number ->
            faults.add(
                arguments.at(name),
                "Value out of range",
                "\""
                    + name
                    + "\" is a whole number from "
                    + least
                    + " to "
                    + most
                    + ", not "
                    + number.toPlainString()
                    + "."));
  }

  private static boolean isInteger(BigDecimal number, int least, int most) {
    return number.stripTrailingZeros().scale() <= 0
        && number.compareTo(BigDecimal.valueOf(least)) >= 0
        && number.compareTo(BigDecimal.valueOf(most)) <= 0;
  }

  void duration(Arguments arguments, String name) {
    arguments
        .text(name)
        .filter(text -> seconds(text) == 0)
        .ifPresent(text ->
            faults.add(
                arguments.at(name),
                "Invalid duration",
                "A duration is " + DurationText.FORM + ". \"" + text + "\" is not."));
  }

  /// A valid duration in seconds; 0 for none.
  static int seconds(String duration) {
    return (int) DurationText.parse(duration).orElse(Duration.ZERO).toSeconds();
  }

  void memory(Arguments arguments, String name) {
    arguments
        .text(name)
        .filter(text -> memory(text).isEmpty())
        .ifPresent(text ->
            faults.add(
                arguments.at(name),
                "Invalid amount of memory",
                "An amount of memory is a number and a unit, k, m or g, such as \"512m\". \""
                    + text
                    + "\" is not."));
  }

  /// The amount in bytes; empty when the text is not a size.
  static Optional<Long> memory(String text) {
    Matcher matcher = MEMORY.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int power = "kmg".indexOf(matcher.group(2).toLowerCase(Locale.ROOT)) + 1;
    return Optional.of(Long.parseLong(matcher.group(1)) << (10 * power));
  }

  /// Characters that need no escaping in any reader of the password: the client's option file,
  /// JDBC, SQL and XML.
  void password(Arguments arguments, String name) {
    arguments
        .text(name)
        .filter(text -> !text.matches("[ -~&&[^\"'\\\\]]{1,128}"))
        .ifPresent(_ ->
            faults.add(
                arguments.at(name),
                "Unusable password",
                "A password has 1 to 128 characters of printable ASCII, without quotes and"
                    + " backslashes, which not everything that reads it takes. A random one:\n\n"
                    + "    resource \"random_password\" \"database\" {\n"
                    + "      length  = 24\n"
                    + "      special = false\n"
                    + "    }"));
  }

  /// @param what the subject of messages: `A database's name`
  void pattern(Arguments arguments, String name, String pattern, String what, String form) {
    arguments
        .text(name)
        .filter(text -> !text.matches(pattern))
        .ifPresent(text -> mismatch(arguments.at(name), text, what, form));
  }

  void mismatch(AttributePath path, String text, String what, String form) {
    faults.add(path, "Invalid value", what + " is " + form + ". \"" + text + "\" is not.");
  }

  void certificate(Arguments arguments, String name) {
    arguments
        .text(name)
        .filter(text -> !text.stripLeading().startsWith("-----BEGIN CERTIFICATE-----"))
        .ifPresent(_ ->
            faults.add(
                arguments.at(name),
                "Not a certificate",
                "\""
                    + name
                    + "\" is a certificate in PEM, which begins with \"-----BEGIN"
                    + " CERTIFICATE-----\". A file's content is read by file(\"PATH\")."));
  }
}
