package io.esform.providers.builtin;

import static io.esform.schema.AttributeSchema.computed;
import static io.esform.schema.AttributeSchema.optional;
import static io.esform.schema.AttributeSchema.required;

import io.esform.diag.Suggestion;
import io.esform.provider.Connection;
import io.esform.schema.Schema;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// `tls_private_key`: a private key, with its public key in the usual formats.
final class TlsPrivateKey implements StateOnlyType {

  private static final List<String> ALGORITHMS = List.of("RSA", "ECDSA", "ED25519");

  /// As {@link Keys#CURVES}, without loading cryptography classes: a plan needs only the names.
  private static final List<String> CURVES = List.of("P256", "P384", "P521");

  private static final int LEAST_RSA_BITS = 2048;
  private static final int MOST_RSA_BITS = 16384;

  private static final Schema SCHEMA =
      Schema.of(
          "A private key, which is kept until one of its arguments changes.",
          required("algorithm", Types.STRING, "`RSA`, `ECDSA` or `ED25519`.").withReplacement(),
          optional("rsa_bits", Types.NUMBER, "The size of an RSA key in bits.")
              .withDefault(Value.of(LEAST_RSA_BITS))
              .withReplacement(),
          optional(
                  "ecdsa_curve",
                  Types.STRING,
                  "The curve of an ECDSA key: `P256`, `P384` or `P521`.")
              .withDefault(Value.of("P256"))
              .withReplacement(),
          computed("id", Types.STRING, "SHA-256 of the public key, as hex."),
          computed("private_key_pem", Types.STRING, "The key as PKCS #8 PEM.").asSensitive(),
          computed("public_key_pem", Types.STRING, "The public key as PEM."),
          computed("public_key_openssh", Types.STRING, "The public key as one OpenSSH line."),
          computed(
              "public_key_fingerprint_sha256",
              Types.STRING,
              "The fingerprint of the public key, as printed by `ssh-keygen -l`."));

  private final SecureRandom random;

  TlsPrivateKey(SecureRandom random) {
    this.random = random;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public List<AttributeDiagnostic> validate(ObjectValue configuration) {
    var arguments = new BlockArguments(configuration);
    var faults = new ArrayList<AttributeDiagnostic>();
    checkOneOf(arguments, "algorithm", ALGORITHMS, faults);
    checkOneOf(arguments, "ecdsa_curve", CURVES, faults);
    arguments
        .outOfRange("rsa_bits", LEAST_RSA_BITS, MOST_RSA_BITS)
        .ifPresent(detail -> faults.add(fault("rsa_bits", detail)));
    return faults;
  }

  private static void checkOneOf(
      BlockArguments arguments,
      String name,
      Collection<String> allowed,
      List<AttributeDiagnostic> faults) {
    arguments
        .text(name)
        .filter(text -> !allowed.contains(text))
        .ifPresent(text ->
            faults.add(
                fault(
                    name,
                    "%s must be one of %s, not \"%s\".%s"
                        .formatted(
                            name,
                            String.join(", ", allowed),
                            text,
                            Suggestion.didYouMean(text, List.copyOf(allowed))))));
  }

  private static AttributeDiagnostic fault(String name, String detail) {
    return new AttributeDiagnostic(AttributePath.of(name), "Invalid key argument", detail);
  }

  @Override
  public ApplyResponse create(Connection connection, CreateRequest request) {
    return ApplyResponse.of(new PrivateKeyGenerator(random).generate(request.planned()));
  }
}
