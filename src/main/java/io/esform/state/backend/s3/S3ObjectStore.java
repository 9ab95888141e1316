package io.esform.state.backend.s3;

import io.esform.state.backend.objects.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The objects of one bucket of S3, or of another store with its protocol. The store must honour
/// `If-None-Match` and `If-Match` atomically.
final class S3ObjectStore implements ObjectStore {

  private static final int NOT_FOUND = 404;

  private final Supplier<S3Client> client;
  private final String bucket;
  private final Encryption encryption;
  private final S3Failures failures;

  /// The server-side encryption of new objects.
  ///
  /// @param algorithm `AES256` or `aws:kms`; null for the bucket's default
  record Encryption(@Nullable String algorithm, @Nullable String keyId) {}

  private interface Call<T extends @Nullable Object> {
    T on(S3Client client) throws IOException;
  }

  /// @param client creates the client at its first use; the same one each time
  S3ObjectStore(Supplier<S3Client> client, String bucket, Encryption encryption) {
    this.client = client;
    this.bucket = bucket;
    this.encryption = encryption;
    this.failures = new S3Failures(bucket);
  }

  private <T extends @Nullable Object> T call(Call<T> call) throws IOException {
    try {
      return call.on(client.get());
    } catch (SdkException failure) {
      throw failures.of(failure);
    }
  }

  @Override
  public @Nullable Stored get(String key) throws IOException {
    return this.<@Nullable Stored>call(s3 -> {
      try {
        ResponseBytes<GetObjectResponse> found =
            s3.getObjectAsBytes(request -> request.bucket(bucket).key(key));
        return new Stored(text(found.asByteArray()), found.response().eTag());
      } catch (S3Exception answer) {
        if (isAbsent(answer)) {
          return null;
        }
        throw answer;
      }
    });
  }

  /// Whether the answer is that the object does not exist.
  private static boolean isAbsent(S3Exception answer) {
    return answer.statusCode() == NOT_FOUND && !(answer instanceof NoSuchBucketException);
  }

  private static String text(byte[] content) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException notText) {
      throw new IOException("it is not text in UTF-8", notText);
    }
  }

  @Override
  public @Nullable String etag(String key) throws IOException {
    return this.<@Nullable String>call(s3 -> {
      try {
        return s3.headObject(request -> request.bucket(bucket).key(key)).eTag();
      } catch (S3Exception answer) {
        if (isAbsent(answer)) {
          return null;
        }
        throw answer;
      }
    });
  }

  @Override
  public String create(String key, String content) throws IOException {
    return call(s3 -> put(s3, request(key).ifNoneMatch("*").build(), content));
  }

  @Override
  public String replace(String key, String content, String etag) throws IOException {
    return call(s3 -> {
      try {
        return put(s3, request(key).ifMatch(etag).build(), content);
      } catch (S3Exception answer) {
        if (isAbsent(answer)) {
          throw new Refused("it does not exist");
        }
        throw answer;
      }
    });
  }

  private static String put(S3Client s3, PutObjectRequest request, String content) {
    return s3.putObject(request, RequestBody.fromString(content, StandardCharsets.UTF_8)).eTag();
  }

  private PutObjectRequest.Builder request(String key) {
    return PutObjectRequest.builder()
        .bucket(bucket)
        .key(key)
        .contentType("text/plain; charset=utf-8")
        .serverSideEncryption(encryption.algorithm())
        .ssekmsKeyId(encryption.keyId());
  }

  @Override
  public List<Listed> list(String prefix) throws IOException {
    return call(s3 -> {
      var found = new ArrayList<Listed>();
      String next = null;
      do {
        ListObjectsV2Response page =
            s3.listObjectsV2(
                ListObjectsV2Request.builder()
                    .bucket(bucket)
                    .prefix(prefix)
                    .continuationToken(next)
                    .build());
        page.contents().forEach(each -> found.add(listed(each)));
        next = page.nextContinuationToken();
      } while (next != null);
      return found.stream().sorted(Comparator.comparing(Listed::key)).toList();
    });
  }

  private static Listed listed(S3Object object) {
    return new Listed(object.key(), object.size(), object.lastModified());
  }

  @Override
  public void delete(String key) throws IOException {
    call(s3 -> s3.deleteObject(request -> request.bucket(bucket).key(key)).deleteMarker());
  }

  @Override
  public String location(String key) {
    return "s3://" + bucket + "/" + key;
  }
}
