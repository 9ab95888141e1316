package io.esform.render.versions;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version of Java.
///
/// @param feature `8` of `1.8.0_392`, `17` of `17.0.9`
/// @param text the version as its source states it
public record JavaVersion(int feature, String text) {

  private static final Pattern RELEASE =
      Pattern.compile("(?m)^JAVA_VERSION=\"((?:1\\.)?(\\d{1,4})[^\"]*)\"");

  /// The names of Debian packages, by their publishers.
  private static final List<Pattern> PACKAGES =
      List.of(
          // Debian and Ubuntu: openjdk-17-jre-headless.
          Pattern.compile("openjdk-(\\d+)-(?:jre|jdk)(?:-.*)?"),
          // Eclipse Adoptium: temurin-8-jre.
          Pattern.compile("temurin-(\\d+)-(?:jre|jdk)"),
          // Azul: zulu8-jre-headless, zulu-8.
          Pattern.compile("zulu-?(\\d+)(?:-.*)?"),
          // Amazon Corretto: java-1.8.0-amazon-corretto-jdk, java-17-amazon-corretto-jdk.
          Pattern.compile("java-(?:1\\.)?(\\d+)(?:\\.0)?-amazon-corretto-jdk"),
          // Microsoft: msopenjdk-17.
          Pattern.compile("msopenjdk-(\\d+)"));

  /// Reads the file `release` of a JDK or JRE. Empty for a file without a version.
  public static Optional<JavaVersion> ofRelease(String file) {
    Matcher matcher = RELEASE.matcher(file);
    return matcher.find()
        ? Optional.of(new JavaVersion(Integer.parseInt(matcher.group(2)), matcher.group(1)))
        : Optional.empty();
  }

  /// The version that the name of a Debian package contains. Empty for other names, such as that of
  /// a package that depends on the distribution's default version.
  public static Optional<JavaVersion> ofPackage(String name) {
    for (Pattern pattern : PACKAGES) {
      Matcher matcher = pattern.matcher(name);
      if (matcher.matches() && matcher.group(1).length() <= 4) {
        return Optional.of(new JavaVersion(Integer.parseInt(matcher.group(1)), matcher.group(1)));
      }
    }
    return Optional.empty();
  }
}
