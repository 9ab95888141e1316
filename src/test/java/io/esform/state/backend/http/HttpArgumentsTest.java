package io.esform.state.backend.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.value.Value;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpArgumentsTest {

  private static final String ADDRESS = "http://localhost/state";

  private static HttpArguments.Read read(
      Map<String, Value> arguments, Map<String, String> variables) {
    var all = new TreeMap<>(new HttpBackendType().schema().blank().attributes());
    all.putAll(arguments);
    return HttpArguments.read(Value.objectOf(all), new TreeMap<>(variables));
  }

  private static HttpSettings settings(
      Map<String, Value> arguments, Map<String, String> variables) {
    HttpArguments.Read read = read(arguments, variables);
    assertThat(read.diagnostics().all()).isEmpty();
    return requireNonNull(read.settings());
  }

  @Test
  void theAddressIsEnough() {
    HttpSettings settings = settings(Map.of("address", Value.of(ADDRESS)), Map.of());
    assertThat(settings.updateMethod()).isEqualTo("POST");
    assertThat(settings.lock()).isNull();
    assertThat(settings.credentials().isEmpty()).isTrue();
  }

  @Test
  void everyArgumentCanBeAVariableOfTheEnvironment() {
    HttpSettings settings =
        settings(
            Map.of(),
            Map.of(
                "ESFORM_HTTP_ADDRESS", ADDRESS,
                "ESFORM_HTTP_LOCK_ADDRESS", ADDRESS + "/lock",
                "ESFORM_HTTP_UNLOCK_METHOD", "DELETE",
                "ESFORM_HTTP_HEADERS", "Authorization: Bearer abcd\nX-Team: shop\n",
                "ESFORM_HTTP_SKIP_CERT_VERIFICATION", "true",
                "ESFORM_HTTP_RETRY_MAX", "7"));
    assertThat(settings.address()).isEqualTo(URI.create(ADDRESS));
    assertThat(settings.lock())
        .isEqualTo(
            new HttpSettings.LockEndpoint(
                URI.create(ADDRESS + "/lock"), "LOCK", URI.create(ADDRESS + "/lock"), "DELETE"));
    assertThat(settings.credentials().hide("it was abcd")).isEqualTo("it was (sensitive)");
    assertThat(settings.tls()).isNotNull();
    assertThat(settings.retries().most()).isEqualTo(7);
  }

  @Test
  void anArgumentPrecedesTheEnvironment() {
    assertThat(
            settings(
                    Map.of("address", Value.of(ADDRESS)),
                    Map.of("ESFORM_HTTP_ADDRESS", "http://localhost/other"))
                .address())
        .isEqualTo(URI.create(ADDRESS));
  }

  @ParameterizedTest
  @CsvSource({
    "ADDRESS, '', Missing address",
    "ADDRESS, localhost/state, Invalid address",
    "ADDRESS, 'https://a b hush', Invalid address",
    "ADDRESS, ftp://localhost/hush, Invalid address",
    "ADDRESS, https://ann:hush@localhost/state, Invalid address",
    "UPDATE_METHOD, post, Invalid update_method",
    "UNLOCK_ADDRESS, http://localhost/lock, Missing lock_address",
    "PASSWORD, hush, Missing username",
    "USERNAME, ann:hush, Invalid username",
    "HEADERS, hush, Invalid headers",
    "HEADERS, 'Content-MD5: hush', Invalid headers",
    "HEADERS, 'Authorization: hüsh', Invalid headers",
    "RETRY_MAX, -1, Invalid retry_max",
    "RETRY_MAX, many, Invalid retry_max",
    "RETRY_WAIT_MAX, 0, Conflicting arguments",
    "SKIP_CERT_VERIFICATION, yes, Invalid skip_cert_verification",
    "CLIENT_CA_CERTIFICATE_PEM, hush, Invalid client_ca_certificate_pem",
    "CLIENT_PRIVATE_KEY_PEM, hush, Conflicting arguments",
  })
  void anInvalidArgumentIsNamedWithoutItsSecret(String name, String value, String summary) {
    var variables = new TreeMap<>(Map.of("ESFORM_HTTP_ADDRESS", ADDRESS));
    variables.put("ESFORM_HTTP_" + name, value);
    HttpArguments.Read read = read(Map.of(), variables);
    assertThat(read.settings()).isNull();
    assertThat(read.diagnostics().all())
        .anySatisfy(error -> assertThat(error.summary()).isEqualTo(summary))
        .allSatisfy(error -> assertThat(error.detail()).doesNotContain("hush", "hüsh"));
  }

  @Test
  void allFaultsAreReported() {
    HttpArguments.Read read =
        read(
            Map.of("lock_method", Value.of("lock"), "retry_max", Value.of(1000)),
            Map.of("ESFORM_HTTP_PASSWORD", "hush"));
    assertThat(read.diagnostics().all()).hasSize(4);
  }
}
