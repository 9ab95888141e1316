package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.value.AttributePath;
import io.esform.value.DurationText;
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
                "\""
                    + text
                    + "\" is not a valid host name. A host name is one DNS label: at most 63"
                    + " lower-case letters, digits and hyphens, without a hyphen at the start or"
                    + " end."));
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
                "\""
                    + text
                    + "\" is not a valid host name. A host name consists of labels of lower-case"
                    + " letters, digits and hyphens, separated by dots, such as"
                    + " \"publisher.es-wso2.com\"."));
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
                "A SHA-256 checksum has 64 lower-case hexadecimal digits. This value has "
                    + text.length()
                    + " characters. To compute the checksum, run:\n\n    sha256sum FILE"));
  }

  void port(Arguments arguments, String name) {
    integer(arguments, name, 1, 65_535);
  }

  void integer(Arguments arguments, String name, int least, int most) {
    arguments
        .outside(name, least, most)
        .ifPresent(number ->
            faults.add(
                arguments.at(name),
                "Value out of range",
                "\""
                    + name
                    + "\" must be a whole number from "
                    + least
                    + " to "
                    + most
                    + ", not "
                    + number.toPlainString()
                    + "."));
  }

  void duration(Arguments arguments, String name) {
    arguments
        .text(name)
        .filter(text -> seconds(text) == 0)
        .ifPresent(text ->
            faults.add(
                arguments.at(name),
                "Invalid duration",
                "\"" + text + "\" is not a valid duration. Use " + DurationText.FORM + "."));
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
                "Invalid memory size",
                "\""
                    + text
                    + "\" is not a valid memory size. Use a number and a unit, k, m or g, such as"
                    + " \"512m\"."));
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
                "Invalid password",
                "A password must have 1 to 128 printable ASCII characters, without quotes and"
                    + " backslashes, because not all programs that read it support these. To"
                    + " generate a password:\n\n"
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
    faults.add(path, "Invalid value", what + " must be " + form + ", not \"" + text + "\".");
  }

  void certificate(Arguments arguments, String name) {
    arguments
        .text(name)
        .filter(text -> !text.stripLeading().startsWith("-----BEGIN CERTIFICATE-----"))
        .ifPresent(_ ->
            faults.add(
                arguments.at(name),
                "Invalid certificate",
                "\""
                    + name
                    + "\" must be a certificate in PEM, which begins with \"-----BEGIN"
                    + " CERTIFICATE-----\". To read a file, use file(\"PATH\")."));
  }
}
