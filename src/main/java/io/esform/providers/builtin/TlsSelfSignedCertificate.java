package io.esform.providers.builtin;

import static io.esform.schema.AttributeSchema.computed;
import static io.esform.schema.AttributeSchema.optional;
import static io.esform.schema.AttributeSchema.optionalComputed;
import static io.esform.schema.AttributeSchema.required;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.diag.Suggestion;
import io.esform.provider.Connection;
import io.esform.provider.Validity;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.util.IPAddress;
import org.jspecify.annotations.Nullable;

/// `tls_self_signed_cert`: a certificate signed with its own key, replaced before it expires.
final class TlsSelfSignedCertificate implements StateOnlyType {

  private static final int MOST_HOURS = 876_000;
  private static final String EARLY_RENEWAL = "early_renewal_hours";
  private static final String VALIDITY = "validity_period_hours";
  private static final String START = "validity_start_time";
  private static final String END = "validity_end_time";
  private static final String NO_SUBJECT =
      "A self-signed certificate needs a subject. Set at least:\n\n"
          + "    subject {\n"
          + "      common_name = \"es.example.com\"\n"
          + "    }";
  private static final AttributePath RENEWAL = AttributePath.of("ready_for_renewal");

  private static final Schema SUBJECT =
      Schema.of(
          "The distinguished name of the certificate.",
          subjectPart("common_name", "Usually the host name."),
          subjectPart("organization", "The organization."),
          subjectPart("organizational_unit", "The department."),
          subjectPart("locality", "The town."),
          subjectPart("province", "The state or province."),
          subjectPart("country", "The country, as two letters."));

  private static final Schema SCHEMA =
      Schema.of(
          "A self-signed certificate.",
          List.of(
              required("private_key_pem", Types.STRING, "The key, as PEM.")
                  .asSensitive()
                  .withReplacement(),
              required(VALIDITY, Types.NUMBER, "The validity period in hours.").withReplacement(),
              optionalComputed(
                  EARLY_RENEWAL,
                  Types.NUMBER,
                  "The number of hours before its end at which it is replaced. Unset or 0: 30 days,"
                      + " or a third of its validity if that is shorter."),
              optional("is_ca_certificate", Types.BOOL, "Whether it may sign other certificates.")
                  .withDefault(Value.of(false))
                  .withReplacement(),
              names("dns_names", "Host names that it is valid for."),
              names("ip_addresses", "Addresses that it is valid for."),
              names("allowed_uses", "The permitted uses of its key, such as `server_auth`."),
              computed("id", Types.STRING, "A random id."),
              computed("cert_pem", Types.STRING, "The certificate, as PEM."),
              computed(START, Types.STRING, "The start of its validity, in UTC."),
              computed(END, Types.STRING, "The end of its validity, in UTC."),
              computed("ready_for_renewal", Types.BOOL, "Whether it must be replaced.")),
          List.of(new NestedBlock("subject", Nesting.SINGLE, false, SUBJECT)));

  private final SecureRandom random;
  private final Clock clock;

  TlsSelfSignedCertificate(SecureRandom random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  /// The maximum number of characters of each part.
  ///
  /// https://www.rfc-editor.org/rfc/rfc5280#appendix-A.1
  private static final SortedMap<String, Integer> LONGEST =
      new TreeMap<>(
          Map.of(
              "common_name", 64,
              "organization", 64,
              "organizational_unit", 64,
              "locality", 128,
              "province", 128));

  private static AttributeSchema subjectPart(String name, String description) {
    return optional(name, Types.STRING, description).withReplacement();
  }

  private static AttributeSchema names(String name, String description) {
    return optional(name, Types.list(Types.STRING), description).withReplacement();
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public List<AttributeDiagnostic> validate(ObjectValue configuration) {
    var arguments = new BlockArguments(configuration);
    var faults = new ArrayList<AttributeDiagnostic>();
    arguments
        .text("private_key_pem")
        .filter(pem -> usableKey(pem) == null)
        .ifPresent(_ ->
            fault(
                faults,
                AttributePath.of("private_key_pem"),
                "private_key_pem must be an RSA, ECDSA or ED25519 private key as PEM, without a"
                    + " passphrase."));
    arguments
        .outOfRange(VALIDITY, 1, MOST_HOURS)
        .ifPresent(detail -> fault(faults, AttributePath.of(VALIDITY), detail));
    arguments
        .outOfRange(EARLY_RENEWAL, 0, MOST_HOURS)
        .ifPresent(detail -> fault(faults, AttributePath.of(EARLY_RENEWAL), detail));
    checkRenewal(arguments, faults);
    checkEach(arguments, faults);
    BlockArguments subject = arguments.block("subject");
    if (subject != null) {
      checkSubject(subject, faults);
    }
    Value block = configuration.attributes().get("subject");
    if ((block == null || block.isWhollyKnown()) && (subject == null || !namesAnything(subject))) {
      fault(faults, AttributePath.of("subject"), NO_SUBJECT);
    }
    return faults;
  }

  private static boolean namesAnything(BlockArguments subject) {
    return SUBJECT.attributes().keySet().stream().anyMatch(part -> subject.text(part).isPresent());
  }

  /// Faults of the block, all of whose values are known.
  private static Diagnostics subjectFaults(@Nullable BlockArguments subject) {
    var faults = new ArrayList<AttributeDiagnostic>();
    if (subject == null || !namesAnything(subject)) {
      fault(faults, AttributePath.of("subject"), NO_SUBJECT);
    } else {
      checkSubject(subject, faults);
    }
    return new Diagnostics(
        faults.stream().map(fault -> Diagnostic.error(fault.summary(), fault.detail())).toList());
  }

  private static void checkSubject(BlockArguments subject, List<AttributeDiagnostic> faults) {
    AttributePath block = AttributePath.of("subject");
    LONGEST.forEach((part, longest) ->
        subject
            .text(part)
            .filter(text -> text.isEmpty() || text.codePointCount(0, text.length()) > longest)
            .ifPresent(text ->
                fault(
                    faults,
                    block.attribute(part),
                    "A certificate's %s must have 1 to %d characters. \"%s\" does not."
                        .formatted(part, longest, text))));
    subject
        .text("country")
        .filter(country -> !country.matches("[A-Za-z]{2}"))
        .ifPresent(country ->
            fault(
                faults,
                block.attribute("country"),
                "The country must be two letters (ISO 3166), such as \"DE\", not \"%s\"."
                    .formatted(country)));
  }

  private static void checkRenewal(BlockArguments arguments, List<AttributeDiagnostic> faults) {
    Optional<BigDecimal> validity = arguments.number(VALIDITY);
    arguments
        .number(EARLY_RENEWAL)
        .filter(early -> validity.filter(hours -> early.compareTo(hours) >= 0).isPresent())
        .ifPresent(early ->
            fault(
                faults,
                AttributePath.of(EARLY_RENEWAL),
                ("early_renewal_hours is %s, but the certificate is valid for only %s hours, so"
                        + " every plan would replace it. Set it lower than validity_period_hours.")
                    .formatted(early.toPlainString(), validity.orElseThrow().toPlainString())));
  }

  private static void checkEach(BlockArguments arguments, List<AttributeDiagnostic> faults) {
    List<String> addresses = arguments.texts("ip_addresses");
    for (int index = 0; index < addresses.size(); index++) {
      if (!IPAddress.isValid(addresses.get(index))) {
        fault(
            faults,
            AttributePath.of("ip_addresses").index(index),
            "\"%s\" is not an IP address.".formatted(addresses.get(index)));
      }
    }
    List<String> uses = arguments.texts("allowed_uses");
    for (int index = 0; index < uses.size(); index++) {
      String use = uses.get(index);
      if (!CertificateUses.isKnown(use)) {
        fault(
            faults,
            AttributePath.of("allowed_uses").index(index),
            "\"%s\" is not a valid use of a certificate.%s Valid uses are %s."
                .formatted(
                    use,
                    Suggestion.didYouMean(use, CertificateUses.names()),
                    String.join(", ", CertificateUses.names())));
      }
    }
  }

  private static void fault(List<AttributeDiagnostic> faults, AttributePath path, String detail) {
    faults.add(new AttributeDiagnostic(path, "Invalid certificate argument", detail));
  }

  private static @Nullable AsymmetricKeyParameter usableKey(String pem) {
    AsymmetricKeyParameter key = Keys.parsePrivateKey(pem);
    return key == null || Keys.publicKey(key) == null ? null : key;
  }

  /// Replaces a certificate that the last read found ready for renewal.
  @Override
  public PlanResponse plan(PlanRequest request) {
    ObjectValue planned = request.proposed().with("ready_for_renewal", Value.of(false));
    if (request.configuration().get(EARLY_RENEWAL).isNull()) {
      planned = planned.with(EARLY_RENEWAL, usualRenewal(new BlockArguments(planned)));
    }
    ObjectValue prior = request.prior();
    boolean renew = prior != null && new BlockArguments(prior).isTrue("ready_for_renewal");
    return new PlanResponse(
        planned, renew ? List.of(RENEWAL) : List.of(), List.of(), List.of(), null, List.of());
  }

  /// In whole hours; 0 for less than one.
  private static Value usualRenewal(BlockArguments arguments) {
    return arguments
        .number(VALIDITY)
        .<Value>map(
            hours -> Value.of(Validity.notice(Duration.ofHours(hours.longValueExact())).toHours()))
        .orElse(Value.unknown(Types.NUMBER));
  }

  @Override
  public List<AttributeDiagnostic> warnings(
      @Nullable ObjectValue prior, ObjectValue planned, Instant now) {
    if (prior == null || now.isBefore(renewal(new BlockArguments(prior)))) {
      return List.of();
    }
    Validity validity = validity(new BlockArguments(prior));
    boolean isReplaced = !planned.get(END).isKnown();
    return List.of(
        new AttributeDiagnostic(
            AttributePath.ROOT,
            validity.summary(now),
            "The certificate %s. %s %s"
                .formatted(
                    validity.end(now),
                    validity.consequence(now, "Clients"),
                    isReplaced
                        ? "This plan replaces it. The old certificate stays in use until you apply"
                            + " the plan."
                        : "To replace it, plan without --refresh=false.")));
  }

  @Override
  public ApplyResponse create(Connection connection, CreateRequest request) {
    ObjectValue planned = request.planned();
    var arguments = new BlockArguments(planned);
    AsymmetricKeyParameter key = usableKey(arguments.text("private_key_pem").orElse(""));
    if (key == null) {
      return new ApplyResponse(
          null,
          Diagnostics.of(
              Diagnostic.error(
                  "Invalid certificate argument",
                  "private_key_pem is not a private key that can be used.")));
    }
    Diagnostics faults = subjectFaults(arguments.block("subject"));
    if (faults.hasErrors()) {
      return new ApplyResponse(null, faults);
    }
    Instant from = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant to = from.plus(Duration.ofHours(arguments.integer(VALIDITY)));
    var certificate =
        new CertificateFactory.CertificateRequest(
            key,
            CertificateFactory.subject(arguments.block("subject")),
            from,
            to,
            arguments.isTrue("is_ca_certificate"),
            arguments.texts("dns_names"),
            arguments.texts("ip_addresses"),
            arguments.texts("allowed_uses"));
    return ApplyResponse.of(
        planned
            .with(
                EARLY_RENEWAL,
                planned.get(EARLY_RENEWAL).isKnown()
                    ? planned.get(EARLY_RENEWAL)
                    : usualRenewal(arguments))
            .with("id", Value.of(StateOnlyType.randomId(random)))
            .with("cert_pem", Value.of(CertificateFactory.make(certificate, random)))
            .with(START, Value.of(from.toString()))
            .with(END, Value.of(to.toString()))
            .with("ready_for_renewal", Value.of(false)));
  }

  @Override
  public List<ReadResponse> read(Connection connection, List<ReadRequest> requests) {
    return requests.stream().map(request -> ReadResponse.of(aged(request.prior()))).toList();
  }

  private ObjectValue aged(ObjectValue prior) {
    Instant renewal = renewal(new BlockArguments(prior));
    return prior.with("ready_for_renewal", Value.of(!clock.instant().isBefore(renewal)));
  }

  private static Validity validity(BlockArguments certificate) {
    return new Validity(instant(certificate, START), instant(certificate, END));
  }

  private static Instant instant(BlockArguments certificate, String name) {
    return Instant.parse(
        certificate
            .text(name)
            .orElseThrow(() -> new EsformBug("The certificate has no " + name + ".")));
  }

  /// The time from which a certificate has to be replaced. States of earlier versions of esform
  /// contain 0 for an unset argument.
  private static Instant renewal(BlockArguments certificate) {
    Validity validity = validity(certificate);
    int hours = certificate.number(EARLY_RENEWAL).map(BigDecimal::intValue).orElse(0);
    return hours == 0 ? validity.renewal() : validity.to().minus(Duration.ofHours(hours));
  }
}
