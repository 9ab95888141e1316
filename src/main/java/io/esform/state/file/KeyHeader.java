package io.esform.state.file;

/// Describes the key of a document: member `encryption` of a state, a plan file's texts, and a
/// record of a journal.
///
/// @param method `key_file`, `aws_kms`, or `argon2id` with these fixed parameters: 64 MiB, 3
///   passes, 1 lane
/// @param salt base64; only for a passphrase, else empty
/// @param kmsKey the ARN of the key that has encrypted the data key; only for KMS, else empty
/// @param dataKey the encrypted data key in base64; only for KMS, else empty
/// @param check the id of the key, which distinguishes a wrong key from an altered state
record KeyHeader(String method, String salt, String kmsKey, String dataKey, String check) {

  static final String KEY_FILE = "key_file";
  static final String ARGON2 = "argon2id";
  static final String KMS = "aws_kms";

  private static final String SALT = "salt";
  private static final String KMS_KEY = "kms_key";
  private static final String DATA_KEY = "data_key";

  static KeyHeader ofFile(String check) {
    return new KeyHeader(KEY_FILE, "", "", "", check);
  }

  static KeyHeader ofPassphrase(String salt, String check) {
    return new KeyHeader(ARGON2, salt, "", "", check);
  }

  static KeyHeader ofKms(String kmsKey, String dataKey, String check) {
    return new KeyHeader(KMS, "", kmsKey, dataKey, check);
  }

  static KeyHeader read(Json json) throws StateFault {
    var members = new ObjectReader(json);
    String method = members.text("method");
    boolean ofKms = method.equals(KMS);
    return new KeyHeader(
        method,
        members.find(SALT) == null ? "" : members.text(SALT),
        ofKms ? members.text(KMS_KEY) : "",
        ofKms ? members.text(DATA_KEY) : "",
        members.text("check"));
  }

  Json write() {
    var members = new Json.Builder().put("method", Json.of(method));
    putUnlessEmpty(members, SALT, salt);
    putUnlessEmpty(members, KMS_KEY, kmsKey);
    putUnlessEmpty(members, DATA_KEY, dataKey);
    return members.put("check", Json.of(check)).build();
  }

  private static void putUnlessEmpty(Json.Builder members, String name, String text) {
    if (!text.isEmpty()) {
      members.put(name, Json.of(text));
    }
  }
}
