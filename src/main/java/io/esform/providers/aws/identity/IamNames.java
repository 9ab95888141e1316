package io.esform.providers.aws.identity;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.value.AttributePath;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Validates names and paths of IAM.
final class IamNames {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]+");
  private static final Pattern PATH = Pattern.compile("/|/[!-~]{1,510}/");

  private IamNames() {}

  /// Reports a known name that is invalid or too long.
  static void check(Arguments arguments, String name, int longest, Faults faults) {
    arguments
        .text(name)
        .filter(text -> text.length() > longest || !NAME.matcher(text).matches())
        .ifPresent(text ->
            faults.add(
                arguments.at(name),
                "Invalid name",
                ("A name in IAM has 1 to %d letters, digits and characters of _+=,.@-. \"%s\" is"
                        + " not valid.")
                    .formatted(longest, text)));
  }

  /// The claim of a name, which IAM compares case-insensitively; none while it is unknown.
  static List<Claim> claims(String what, PlanRequest request, String argument) {
    return Arguments.of(request.proposed())
        .text(argument)
        .map(name -> "%s name \"%s\"".formatted(what, name.toLowerCase(Locale.ROOT)))
        .map(named -> new Claim(named, AttributePath.of(argument)))
        .stream()
        .toList();
  }

  static void checkPath(Arguments arguments, String name, Faults faults) {
    arguments
        .text(name)
        .filter(text -> !PATH.matcher(text).matches())
        .ifPresent(text ->
            faults.add(
                arguments.at(name),
                "Invalid path",
                "A path in IAM begins and ends with a slash, such as \"/service/\". \"%s\" does not."
                    .formatted(text)));
  }
}
