package io.esform.providers.builtin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.ResourceType.ReadRequest;
import io.esform.provider.Validity;
import io.esform.testing.FakeRemoteStates;
import io.esform.testing.TypeContract;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltinProviderTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static ResourceType type(String name, Instant now) {
    var provider =
        new BuiltinProvider(
            new SecureRandom(), Clock.fixed(now, ZoneOffset.UTC), new FakeRemoteStates());
    return requireNonNull(provider.resourceTypes().get(name));
  }

  private static TypeContract contract(String name) {
    return new TypeContract(type(name, NOW), () -> {});
  }

  private static String text(ObjectValue object, String name) {
    Value value = object.attributes().get(name);
    assertThat(value).isInstanceOf(StringValue.class);
    return ((StringValue) requireNonNull(value)).value();
  }

  private static List<String> faults(String type, Map<String, Value> arguments) {
    TypeContract contract = contract(type);
    return contract.type().validate(contract.configuration(arguments)).stream()
        .map(fault -> fault.path() + ": " + fault.detail())
        .toList();
  }

  @Test
  void dataGivesItsInputBack() {
    TypeContract contract = contract("esform_data");
    ObjectValue state = contract.create(Map.of("input", Value.of("one")));
    assertThat(text(state, "output")).isEqualTo("one");
    Map<String, Value> changed = Map.of("input", Value.listOf(List.of("two")));
    ObjectValue updated = contract.update(state, changed);
    assertThat(updated.attributes())
        .containsEntry("output", Value.listOf(List.of("two")))
        .containsEntry("id", Value.of(text(state, "id")));
    contract.delete(updated);
  }

  @Test
  void dataWithAnUnknownInputHasAnUnknownOutput() {
    ObjectValue planned =
        contract("esform_data").plan(null, Map.of("input", Value.unknown(Types.STRING)));
    assertThat(requireNonNull(planned.attributes().get("output")).isKnown()).isFalse();
  }

  @Test
  void aPasswordHoldsWhatItsRuleAsksFor() {
    TypeContract contract = contract("random_password");
    ObjectValue state =
        contract.create(
            Map.of(
                "length", Value.of(20),
                "upper", Value.of(false),
                "min_numeric", Value.of(5),
                "min_special", Value.of(3),
                "override_special", Value.of("_-")));
    assertThat(text(state, "result"))
        .hasSize(20)
        .matches("[a-z0-9_-]+")
        .matches("(.*[0-9]){5}.*")
        .matches("(.*[_-]){3}.*");
    contract.delete(state);
  }

  @Test
  void aPasswordRuleThatCannotBeMetIsRefused() {
    assertThat(faults("random_password", Map.of("length", Value.of(0))))
        .containsExactly("length: length must be a whole number from 1 to 4096, not 0.");
    assertThat(faults("random_password", Map.of("length", Value.of(2), "min_lower", Value.of(3))))
        .containsExactly(
            "length: 2 characters are too few for the 3 that the min_ arguments require.");
    Value no = Value.of(false);
    assertThat(
            faults(
                "random_password",
                Map.of(
                    "length", Value.of(8), "lower", no, "upper", no, "numeric", no, "special", no)))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "ECDSA", "ED25519"})
  void aKeySignsACertificateForItself(String algorithm) throws CertificateException {
    TypeContract keys = contract("tls_private_key");
    ObjectValue key = keys.create(Map.of("algorithm", Value.of(algorithm)));
    assertThat(text(key, "public_key_openssh"))
        .matches("(ssh-|ecdsa-)[a-z0-9-]+ [A-Za-z0-9+/=]+\n");
    assertThat(text(key, "public_key_fingerprint_sha256")).matches("SHA256:[A-Za-z0-9+/]{43}");
    TypeContract certificates = contract("tls_self_signed_cert");
    ObjectValue state = certificates.create(certificateArguments(text(key, "private_key_pem")));
    certificates.delete(state);
    X509Certificate certificate = parse(text(state, "cert_pem"));
    assertThat(certificate.getSubjectX500Principal()).hasToString("CN=es-wso2.com, O=WSO2");
    assertThat(certificate.getSubjectAlternativeNames().toString())
        .isEqualTo("[[2, publisher.es-wso2.com], [2, store.es-wso2.com], [7, 10.77.0.10]]");
    assertThat(certificate.getNotAfter()).isEqualTo(NOW.plus(Duration.ofHours(24)));
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(keysMatch(certificate)).isTrue();
  }

  private static boolean keysMatch(X509Certificate certificate) {
    try {
      certificate.verify(certificate.getPublicKey());
      return true;
    } catch (java.security.GeneralSecurityException _) {
      return false;
    }
  }

  private static X509Certificate parse(String pem) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Map<String, Value> certificateArguments(String key) {
    Value none = Value.nullOf(Types.STRING);
    return Map.of(
        "private_key_pem", Value.of(key),
        "validity_period_hours", Value.of(24),
        "early_renewal_hours", Value.of(4),
        "dns_names", Value.listOf(List.of("publisher.es-wso2.com", "store.es-wso2.com")),
        "ip_addresses", Value.listOf(List.of("10.77.0.10")),
        "allowed_uses", Value.listOf(List.of("server_auth", "digital_signature")),
        "subject",
            Value.objectOf(
                Map.of(
                    "common_name", Value.of("es-wso2.com"),
                    "organization", Value.of("WSO2"),
                    "organizational_unit", none,
                    "locality", none,
                    "province", none,
                    "country", none)));
  }

  @Test
  void aCertificateWithoutASubjectIsRefused() {
    assertThat(faults("tls_self_signed_cert", Map.of("validity_period_hours", Value.of(1))))
        .singleElement()
        .asString()
        .startsWith("subject: A self-signed certificate needs a subject.");
  }

  @ParameterizedTest
  @CsvSource({"country, DEU", "country, ''", "country, 12", "common_name, ''", "common_name, LONG"})
  void aSubjectThatACertificateCannotHoldIsRefused(String part, String text) {
    var subject = new TreeMap<String, Value>();
    for (String each :
        List.of(
            "common_name",
            "organization",
            "organizational_unit",
            "locality",
            "province",
            "country")) {
      subject.put(each, Value.nullOf(Types.STRING));
    }
    subject.put(part, Value.of(text.equals("LONG") ? "x".repeat(65) : text));

    assertThat(
            faults(
                "tls_self_signed_cert",
                Map.of(
                    "private_key_pem", Value.nullOf(Types.STRING),
                    "validity_period_hours", Value.of(1),
                    "subject", Value.objectOf(subject))))
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault).startsWith("subject"));
  }

  @Test
  void aCertificateAboutToRunOutIsReplaced() {
    ObjectValue key = contract("tls_private_key").create(Map.of("algorithm", Value.of("ED25519")));
    TypeContract contract = contract("tls_self_signed_cert");
    Map<String, Value> arguments = certificateArguments(text(key, "private_key_pem"));
    ObjectValue state = contract.create(arguments);
    ResourceType later = type("tls_self_signed_cert", NOW.plus(Duration.ofHours(20)));
    ObjectValue aged =
        requireNonNull(
            later.read(() -> {}, List.of(new ReadRequest("a.b", state))).getFirst().state());
    ObjectValue configuration = contract.configuration(arguments);
    var response = later.plan(new PlanRequest("a.b", aged, configuration, aged));
    assertThat(response.requiresReplacement())
        .map(Object::toString)
        .containsExactly("ready_for_renewal");
  }

  @ParameterizedTest
  @CsvSource({"8760, 720", "2160, 720", "300, 100", "24, 8", "2, 0"})
  void aCertificateIsRenewedThirtyDaysOrAThirdOfItsValidityBeforeItsEnd(int validity, int early) {
    TypeContract contract = contract("tls_self_signed_cert");
    ObjectValue state = contract.create(unsetRenewal(validity));
    assertThat(state.get("early_renewal_hours")).isEqualTo(Value.of(early));
    Duration lasting =
        Duration.ofHours(validity).minus(Validity.notice(Duration.ofHours(validity)));
    assertThat(ready(state, NOW.plus(lasting).minusSeconds(1))).isEqualTo(Value.of(false));
    assertThat(ready(state, NOW.plus(lasting))).isEqualTo(Value.of(true));
  }

  @Test
  void aStateWithoutTheArgumentIsRenewedAsTheNewDefaultSays() {
    TypeContract contract = contract("tls_self_signed_cert");
    Map<String, Value> arguments = unsetRenewal(8760);
    ObjectValue old = contract.create(arguments).with("early_renewal_hours", Value.of(0));
    assertThat(ready(old, NOW.plus(Duration.ofDays(334)))).isEqualTo(Value.of(false));
    assertThat(ready(old, NOW.plus(Duration.ofDays(335)))).isEqualTo(Value.of(true));
    ObjectValue planned = contract.plan(old, arguments);
    assertThat(planned).isEqualTo(old.with("early_renewal_hours", Value.of(720)));
  }

  @Test
  void everyPlanWarnsOfACertificateThatIsDue() {
    TypeContract contract = contract("tls_self_signed_cert");
    ObjectValue state = contract.create(unsetRenewal(8760));
    Instant due = NOW.plus(Duration.ofDays(335));
    assertThat(contract.type().warnings(state, state, due.minusSeconds(1))).isEmpty();
    assertThat(contract.type().warnings(null, state, due)).isEmpty();
    assertThat(contract.type().warnings(state, state, due))
        .map(AttributeDiagnostic::summary)
        .containsExactly("Certificate expires soon");
    assertThat(contract.type().warnings(state, state, NOW.plus(Duration.ofDays(365))))
        .map(AttributeDiagnostic::summary)
        .containsExactly("Certificate has expired");
  }

  private static Map<String, Value> unsetRenewal(int validity) {
    ObjectValue key = contract("tls_private_key").create(Map.of("algorithm", Value.of("ED25519")));
    var arguments = new HashMap<>(certificateArguments(text(key, "private_key_pem")));
    arguments.put("validity_period_hours", Value.of(validity));
    arguments.remove("early_renewal_hours");
    return arguments;
  }

  private static Value ready(ObjectValue state, Instant now) {
    ResourceType type = type("tls_self_signed_cert", now);
    var read = type.read(() -> {}, List.of(new ReadRequest("a.b", state))).getFirst();
    return requireNonNull(read.state()).get("ready_for_renewal");
  }

  @Test
  void faultyKeyAndCertificateArgumentsAreRefused() {
    assertThat(faults("tls_private_key", Map.of("algorithm", Value.of("RSS"))))
        .containsExactly(
            "algorithm: algorithm must be one of RSA, ECDSA, ED25519, not \"RSS\"."
                + " Did you mean \"RSA\"?");
    assertThat(
            faults(
                "tls_private_key", Map.of("algorithm", Value.of("RSA"), "rsa_bits", Value.of(512))))
        .hasSize(1);
    assertThat(
            faults(
                "tls_self_signed_cert",
                Map.of(
                    "private_key_pem", Value.of("no key"),
                    "validity_period_hours", Value.of(1),
                    "ip_addresses", Value.listOf(List.of("10.0.0.1", "10.0.0.x")),
                    "allowed_uses", Value.listOf(List.of("server_aut")))))
        .map(fault -> fault.substring(0, fault.indexOf(':')))
        .containsExactly("private_key_pem", "ip_addresses[1]", "allowed_uses[0]", "subject");
  }
}
