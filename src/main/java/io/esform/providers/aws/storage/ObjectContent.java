package io.esform.providers.aws.storage;

import io.esform.diag.EsformBug;
import io.esform.es.InputFiles;
import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.value.Types;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;

/// The planned content of an object: a local file, or a text of the configuration.
final class ObjectContent {

  static final String SOURCE = "source";
  static final String CONTENT = "content";
  static final String SHA256 = "sha256";

  /// The most bytes in one call.
  private static final long LARGEST = 5L << 30;

  private final InputFiles files;

  ObjectContent(InputFiles files) {
    this.files = files;
  }

  static void check(Arguments configuration, Faults faults) {
    if (configuration.text(SOURCE).isPresent() && configuration.text(CONTENT).isPresent()) {
      faults.add(
          configuration.at(CONTENT),
          "Conflicting arguments",
          "An object has either a file, \"source\", or a text, \"content\". Remove one of the"
              + " two.");
    }
    if (!configuration.isSet(SOURCE) && !configuration.isSet(CONTENT)) {
      faults.add(
          configuration.at(SOURCE),
          "Missing required argument",
          "Set \"source\" to the path of a local file, or \"content\" to a text.");
    }
  }

  /// SHA-256 of the planned content, in hex; unknown if the content is unknown or has a fault.
  Value sha256(Arguments object, Faults faults) {
    if (!object.isKnown(SOURCE) || !object.isKnown(CONTENT)) {
      return Value.unknown(Types.STRING);
    }
    Optional<String> source = object.text(SOURCE);
    if (source.isEmpty()) {
      return Value.of(sha256(object.text(CONTENT).orElse("")));
    }
    Path file;
    try {
      file = Path.of(source.get());
    } catch (InvalidPathException fault) {
      faults.add(
          object.at(SOURCE),
          "Invalid path",
          "The source is not a valid path: " + fault.getReason() + ".");
      return Value.unknown(Types.STRING);
    }
    if (!files.exists(file)) {
      faults.add(
          object.at(SOURCE),
          "File not found",
          "The file \"%s\" does not exist. Check the path, or create the file."
              .formatted(files.absolute(file)));
      return Value.unknown(Types.STRING);
    }
    try {
      return Value.of(files.sha256(file));
    } catch (IOException failure) {
      faults.add(
          object.at(SOURCE),
          "Unreadable file",
          "The file \"%s\" cannot be read: %s. Check its permissions."
              .formatted(files.absolute(file), failure.getMessage()));
      return Value.unknown(Types.STRING);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException failure) {
      throw new EsformBug("This Java has no SHA-256.", failure);
    }
  }

  /// @throws AwsFailure when the content is missing or has changed since the plan
  private void checkPlanned(Arguments planned) throws AwsFailure {
    var faults = new Faults();
    Value now = sha256(planned, faults);
    for (var fault : faults.toList()) {
      throw AwsFailure.of(fault.summary(), fault.detail());
    }
    if (planned.text(SHA256).isPresent() && !now.equals(planned.value(SHA256))) {
      throw AwsFailure.of(
          "File changed since the plan",
          "The content of \"%s\" has changed since the plan was created. Plan again."
              .formatted(planned.text(SOURCE).orElse("")));
    }
  }

  /// The body of the request. A file is streamed from the disk.
  RequestBody body(Arguments planned) throws AwsFailure {
    checkPlanned(planned);
    Optional<String> source = planned.text(SOURCE);
    if (source.isEmpty()) {
      return RequestBody.fromString(planned.text(CONTENT).orElse(""));
    }
    Path file = files.absolute(Path.of(source.get()));
    try {
      if (Files.size(file) > LARGEST) {
        throw AwsFailure.of(
            "File too large",
            "\"%s\" is larger than 5 GB, the limit of one upload.".formatted(file));
      }
    } catch (IOException failure) {
      throw AwsFailure.of(
          "Unreadable file",
          "The file \"%s\" can no longer be read: %s. Plan again.".formatted(file, failure));
    }
    return RequestBody.fromFile(file);
  }
}
