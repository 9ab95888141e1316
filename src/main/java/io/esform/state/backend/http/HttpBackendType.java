package io.esform.state.backend.http;

import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.BackendType;
import io.esform.state.backend.MachineProcesses;
import io.esform.state.backend.Processes;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;

/// `http`: one state on a server with the protocol of Terraform's `http` backend, such as GitLab.
/// The arguments have the names of OpenTofu's backend.
public final class HttpBackendType implements BackendType {

  static final String ADDRESS = "address";
  static final String UPDATE_METHOD = "update_method";
  static final String LOCK_ADDRESS = "lock_address";
  static final String LOCK_METHOD = "lock_method";
  static final String UNLOCK_ADDRESS = "unlock_address";
  static final String UNLOCK_METHOD = "unlock_method";
  static final String USERNAME = "username";
  static final String PASSWORD = "password";
  static final String HEADERS = "headers";
  static final String SKIP_VERIFICATION = "skip_cert_verification";
  static final String AUTHORITIES = "client_ca_certificate_pem";
  static final String CERTIFICATE = "client_certificate_pem";
  static final String PRIVATE_KEY = "client_private_key_pem";
  static final String RETRY_MAX = "retry_max";
  static final String RETRY_WAIT_MIN = "retry_wait_min";
  static final String RETRY_WAIT_MAX = "retry_wait_max";

  private static final Schema SCHEMA =
      Schema.of(
          "Stores one state on a server with the protocol of Terraform's `http` backend, such as"
              + " GitLab. An argument that is not set is read from the environment variable"
              + " `ESFORM_HTTP_` with its name in capital letters, such as `ESFORM_HTTP_PASSWORD`.",
          text(ADDRESS, "The URL of the state. It must be set here or in the environment."),
          text(UPDATE_METHOD, "The method that writes the state. Default: `POST`."),
          text(LOCK_ADDRESS, "The URL of the lock. Default: the state is not locked."),
          text(LOCK_METHOD, "The method that takes the lock. Default: `LOCK`."),
          text(UNLOCK_ADDRESS, "The URL that releases the lock. Default: `lock_address`."),
          text(UNLOCK_METHOD, "The method that releases the lock. Default: `UNLOCK`."),
          text(USERNAME, "The user name for basic authentication."),
          text(PASSWORD, "The password for basic authentication. Set it in the environment.")
              .asSensitive(),
          optional(
                  HEADERS,
                  Types.map(Types.STRING),
                  "Headers of all requests, such as `Authorization` for a bearer token. In the"
                      + " environment, each line has the form `Name: value`.")
              .asSensitive(),
          optional(
              SKIP_VERIFICATION,
              Types.BOOL,
              "Whether to accept any certificate of the server. Default: false."),
          text(
              AUTHORITIES,
              "The certificates, in PEM, of the authorities of the server's certificate. Default:"
                  + " those that Java trusts."),
          text(CERTIFICATE, "The certificate chain of the client, in PEM."),
          text(PRIVATE_KEY, "The private key of that certificate, in PEM (PKCS #8).").asSensitive(),
          optional(
              RETRY_MAX,
              Types.NUMBER,
              "How often a request without an answer is repeated. Default: 2."),
          optional(
              RETRY_WAIT_MIN,
              Types.NUMBER,
              "The pause before the first repetition, in seconds; it doubles each time. Default:"
                  + " 1."),
          optional(RETRY_WAIT_MAX, Types.NUMBER, "The longest pause, in seconds. Default: 30."));

  private final Processes processes;

  /// With the processes of this machine.
  public HttpBackendType() {
    this(new MachineProcesses());
  }

  HttpBackendType(Processes processes) {
    this.processes = processes;
  }

  private static AttributeSchema text(String name, String description) {
    return optional(name, Types.STRING, description);
  }

  private static AttributeSchema optional(String name, Type type, String description) {
    return AttributeSchema.optional(name, type, description);
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public ObjectValue identity(ObjectValue arguments, BackendEnvironment environment) {
    HttpSettings settings = HttpArguments.read(arguments, environment.variables()).settings();
    return settings == null
        ? arguments
        : SCHEMA.blank().with(ADDRESS, Value.of(settings.address().toString()));
  }

  @Override
  public OpenedWorkspaces open(ObjectValue arguments, BackendEnvironment environment) {
    HttpArguments.Read read = HttpArguments.read(arguments, environment.variables());
    HttpSettings settings = read.settings();
    return new OpenedWorkspaces(
        settings == null ? null : new OneWorkspace(settings, environment, processes),
        read.diagnostics());
  }
}
