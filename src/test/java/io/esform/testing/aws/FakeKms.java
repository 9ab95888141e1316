package io.esform.testing.aws;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// `GenerateDataKey` and `Decrypt` of AWS KMS, on the loopback address. As in AWS, a ciphertext
/// names its key and the version of its material, and is bound to its encryption context; a request
/// that names a key decrypts only ciphertexts of that key.
public final class FakeKms implements AutoCloseable {

  private static final String ARN = "arn:aws:kms:eu-central-1:111122223333:key/";
  private static final int NONCE = 12;

  private final SecureRandom random = new SecureRandom();
  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer server;
  private final Map<String, List<byte[]>> material = new TreeMap<>();
  private final Map<String, String> aliases = new TreeMap<>();
  private final Map<String, Refusal> refused = new TreeMap<>();
  private final Map<Integer, Fault> faults = new TreeMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<byte[]> dataKeys = new CopyOnWriteArrayList<>();

  /// Answers one request otherwise.
  public sealed interface Fault {
    /// The request is not carried out.
    record Answered(int status, String code) implements Fault {}

    /// The request is carried out, and the connection closed.
    record Lost() implements Fault {}

    /// The request is carried out, and its data key is shortened.
    record Shortened() implements Fault {}
  }

  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final String code;

    Refusal(String code, String message) {
      super(message);
      this.code = code;
    }
  }

  private FakeKms() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  public static FakeKms start() throws IOException {
    return new FakeKms();
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Creates a key.
  ///
  /// @return its ARN
  public synchronized String createKey() {
    String arn = ARN + "00000000-0000-4000-8000-%012d".formatted(material.size() + 1);
    material.put(arn, new ArrayList<>(List.of(randomBytes())));
    return arn;
  }

  /// Gives a key new material. The old one continues to decrypt.
  public synchronized void rotate(String arn) {
    requireNonNull(material.get(arn)).add(randomBytes());
  }

  /// @param name `alias/NAME`
  public synchronized void alias(String name, String arn) {
    aliases.put(name, arn);
  }

  /// Refuses all requests that use this key.
  public synchronized void refuse(String arn, String code, String message) {
    refused.put(arn, new Refusal(code, message));
  }

  /// @param call the number of the request, from 1
  public synchronized void failAt(int call, Fault fault) {
    faults.put(call, fault);
  }

  public synchronized void forgetCalls() {
    calls.clear();
    faults.clear();
  }

  /// All requests, as `Decrypt alias/esform`; a request that names no key has `-`.
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /// All data keys in clear.
  public List<byte[]> dataKeys() {
    return List.copyOf(dataKeys);
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = json.readTree(exchange.getRequestBody().readAllBytes());
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String operation = target.substring(target.indexOf('.') + 1);
      calls.add(operation + " " + request.path("KeyId").asString("-"));
      Fault fault = faults.get(calls.size());
      if (fault instanceof Fault.Answered(int status, String code)) {
        answer(exchange, status, Map.of("__type", code, "message", "No."));
        return;
      }
      try {
        Map<String, String> done = carryOut(operation, request, fault instanceof Fault.Shortened);
        if (!(fault instanceof Fault.Lost)) {
          answer(exchange, 200, done);
        }
      } catch (Refusal refusal) {
        answer(
            exchange,
            400,
            Map.of("__type", refusal.code, "message", String.valueOf(refusal.getMessage())));
      } catch (GeneralSecurityException _) {
        answer(exchange, 400, Map.of("__type", "InvalidCiphertextException"));
      }
    }
  }

  private void answer(HttpExchange exchange, int status, Map<String, String> members)
      throws IOException {
    byte[] body = json.writeValueAsBytes(members);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.getResponseHeaders().set("x-amzn-RequestId", "request-" + calls.size());
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private Map<String, String> carryOut(String operation, JsonNode request, boolean shortened)
      throws Refusal, GeneralSecurityException {
    String context = request.path("EncryptionContext").toString();
    if (operation.equals("GenerateDataKey")) {
      String arn = resolved(request.path("KeyId").asString());
      byte[] plain = randomBytes();
      dataKeys.add(plain);
      return Map.of(
          "KeyId",
          arn,
          "Plaintext",
          base64(shortened ? Arrays.copyOf(plain, 16) : plain),
          "CiphertextBlob",
          base64(encrypt(arn, plain, context)));
    }
    byte[] blob = Base64.getDecoder().decode(request.path("CiphertextBlob").asString());
    String arn = keyOf(blob);
    if (!request.path("KeyId").isMissingNode()
        && !resolved(request.path("KeyId").asString()).equals(arn)) {
      throw new Refusal("IncorrectKeyException", "The key ID in the request does not identify it.");
    }
    byte[] plain = decrypt(resolved(arn), blob, context);
    return Map.of("KeyId", arn, "Plaintext", base64(shortened ? Arrays.copyOf(plain, 16) : plain));
  }

  /// The ARN of a key that may be used.
  private String resolved(String name) throws Refusal {
    String arn = aliases.getOrDefault(name, name.contains(":") ? name : ARN + name);
    if (!material.containsKey(arn)) {
      throw new Refusal("NotFoundException", "Key '%s' does not exist.".formatted(name));
    }
    Refusal refusal = refused.get(arn);
    if (refusal != null) {
      throw refusal;
    }
    return arn;
  }

  private String keyOf(byte[] blob) throws GeneralSecurityException {
    List<String> arns = List.copyOf(material.keySet());
    if (blob.length < 2 || blob[0] >= arns.size()) {
      throw new GeneralSecurityException("no ciphertext of this service");
    }
    return arns.get(blob[0]);
  }

  /// The number of the key, the version of its material, a nonce, and the encrypted data key.
  private byte[] encrypt(String arn, byte[] plain, String context) throws GeneralSecurityException {
    int version = requireNonNull(material.get(arn)).size() - 1;
    byte[] nonce = Arrays.copyOf(randomBytes(), NONCE);
    var blob = new ByteArrayOutputStream();
    blob.write(List.copyOf(material.keySet()).indexOf(arn));
    blob.write(version);
    blob.writeBytes(nonce);
    blob.writeBytes(cipher(Cipher.ENCRYPT_MODE, arn, version, nonce, context).doFinal(plain));
    return blob.toByteArray();
  }

  private byte[] decrypt(String arn, byte[] blob, String context) throws GeneralSecurityException {
    byte[] nonce = Arrays.copyOfRange(blob, 2, 2 + NONCE);
    return cipher(Cipher.DECRYPT_MODE, arn, blob[1], nonce, context)
        .doFinal(blob, 2 + NONCE, blob.length - 2 - NONCE);
  }

  private Cipher cipher(int mode, String arn, int version, byte[] nonce, @Nullable String context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] key = requireNonNull(material.get(arn)).get(version);
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(String.valueOf(context).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
