package io.esform.state.file;

import javax.crypto.SecretKey;

/// Creates data keys, and decrypts them. The wrapping key, which encrypts them, does not leave its
/// service. Each data key is bound to the lineage of a state. Thread-safe.
public interface DataKeys {

  /// A data key, ready for use.
  ///
  /// @param plain 32 bytes; never stored
  /// @param encrypted base64; stored in the documents that it seals
  /// @param wrappingKey the ARN of the key that has encrypted it
  /// @param isCurrent whether that is the configured key
  record DataKey(SecretKey plain, String encrypted, String wrappingKey, boolean isCurrent) {
    @Override
    public String toString() {
      return "DataKey[wrappingKey=%s, isCurrent=%s]".formatted(wrappingKey, isCurrent);
    }
  }

  /// A new data key, which was decrypted once to test it.
  ///
  /// @throws DataKeyFailure when the service does not create or decrypt it
  DataKey create(String lineage) throws DataKeyFailure;

  /// The data key of a document. Calls the service only once for each.
  ///
  /// @param encrypted base64
  /// @param wrappingKey as the document names it; only for messages and to save a call
  /// @throws DataKeyFailure when the service does not decrypt it
  DataKey decrypt(String encrypted, String wrappingKey, String lineage) throws DataKeyFailure;

  /// Why there is no data key, with the texts of a diagnostic.
  final class DataKeyFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String summary;

    public DataKeyFailure(String summary, String detail, Throwable cause) {
      super(detail, cause);
      this.summary = summary;
    }

    public DataKeyFailure(String summary, String detail) {
      super(detail);
      this.summary = summary;
    }

    public String summary() {
      return summary;
    }

    public String detail() {
      return String.valueOf(getMessage());
    }
  }
}
