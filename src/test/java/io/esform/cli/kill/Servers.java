package io.esform.cli.kill;

import io.esform.state.backend.http.TerraformServer;
import io.esform.testing.CloudServer;
import io.esform.testing.KillSwitch;
import io.esform.testing.KillingProxy;
import io.esform.testing.S3Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The servers of all runs, each behind a proxy: a store with the protocol of S3, a server of
/// states, and a platform. Their contents can be replaced; their addresses stay.
final class Servers implements AutoCloseable {

  private static final String BUCKET = "states";

  private final KillSwitch kills = new KillSwitch();
  private final S3Server store;
  private final S3Client objects;
  private final CloudServer cloud = CloudServer.start();
  private final KillingProxy storeProxy;
  private final KillingProxy cloudProxy = KillingProxy.before(cloud::address, kills);
  private final KillingProxy stateProxy =
      KillingProxy.before(() -> URI.create(states().address()), kills);
  private TerraformServer states = TerraformServer.start();

  /// @param states a server that no run uses; runs use copies of it
  record Contents(
      CloudServer.Content cloud, SortedMap<String, String> objects, TerraformServer states) {}

  Servers(Path directory) {
    store = S3Server.start(directory);
    objects = client(store.address());
    objects.createBucket(bucket -> bucket.bucket(BUCKET));
    storeProxy = KillingProxy.before(store::address, kills);
  }

  /// Without checksums in trailers, which not every store removes.
  private static S3Client client(URI address) {
    return S3Client.builder()
        .endpointOverride(address)
        .region(Region.EU_CENTRAL_1)
        .forcePathStyle(true)
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .build();
  }

  KillSwitch kills() {
    return kills;
  }

  private synchronized TerraformServer states() {
    return states;
  }

  /// The settings of a state at this place.
  String block(Place place) {
    return switch (place) {
      case LOCAL -> "backend \"local\" {\n  }";
      case S3 ->
          """
          backend "s3" {
              bucket         = "%s"
              key            = "shop/esform.state"
              region         = "eu-central-1"
              endpoint       = "%s"
              use_path_style = true
            }\
          """
              .formatted(BUCKET, storeProxy.address());
      case HTTP, GITLAB ->
          """
          backend "http" {
              address        = "%1$s/state"
              lock_address   = "%1$s/lock"
              retry_wait_min = 0
            }\
          """
              .formatted(stateProxy.address());
    };
  }

  /// The settings of the platform.
  String provider() {
    return "provider \"cloud\" {\n  endpoint = \"%s\"\n}\n".formatted(cloudProxy.address());
  }

  /// The state of the default workspace at this place; null for none.
  @Nullable String stored(Place place) {
    return place == Place.S3 ? objects().get("shop/esform.state") : states().state();
  }

  /// Whether a run has left a lock on the server of states.
  boolean isLocked() {
    return states().lock() != null;
  }

  CloudServer.Content cloud() {
    return cloud.content();
  }

  /// The contents of all objects, by key.
  SortedMap<String, String> objects() {
    var found = new TreeMap<String, String>();
    for (S3Object each : objects.listObjectsV2(list -> list.bucket(BUCKET)).contents()) {
      found.put(
          each.key(),
          objects.getObjectAsBytes(get -> get.bucket(BUCKET).key(each.key())).asUtf8String());
    }
    return found;
  }

  Contents contents() {
    return new Contents(cloud.content(), objects(), states().copy());
  }

  /// Empties all servers.
  void clear() {
    replace(new Contents(CloudServer.Content.none(), new TreeMap<>(), TerraformServer.start()));
  }

  void replace(Contents other) {
    cloud.setContent(other.cloud());
    for (String key : objects().keySet()) {
      if (!other.objects().containsKey(key)) {
        objects.deleteObject(delete -> delete.bucket(BUCKET).key(key));
      }
    }
    other
        .objects()
        .forEach((key, content) ->
            objects.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromString(content)));
    synchronized (this) {
      states.close();
      states = other.states().copy();
    }
  }

  void describeLocksAsGitLab() {
    states().describeAsGitLab();
  }

  @Override
  public void close() {
    storeProxy.close();
    stateProxy.close();
    cloudProxy.close();
    cloud.close();
    states().close();
    objects.close();
    store.close();
  }
}
