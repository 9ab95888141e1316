package io.esform.state.file;

/// Describes the key of a document: member `encryption` of a state, a plan file's texts, and a
/// record of a journal.
///
/// @param method `key_file`, or `argon2id` with these fixed parameters: 64 MiB, 3 passes, 1 lane
/// @param salt base64; empty for a key file
/// @param check the id of the key, which distinguishes a wrong key from an altered state
record KeyHeader(String method, String salt, String check) {

  static final String KEY_FILE = "key_file";
  static final String ARGON2 = "argon2id";

  private static final String SALT = "salt";

  static KeyHeader read(Json json) throws StateFault {
    var members = new ObjectReader(json);
    return new KeyHeader(
        members.text("method"),
        members.find(SALT) == null ? "" : members.text(SALT),
        members.text("check"));
  }

  Json write() {
    var members = new Json.Builder().put("method", Json.of(method));
    if (!salt.isEmpty()) {
      members.put(SALT, Json.of(salt));
    }
    return members.put("check", Json.of(check)).build();
  }
}
