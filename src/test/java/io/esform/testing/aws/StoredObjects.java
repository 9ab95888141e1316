package io.esform.testing.aws;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A fake S3, from which instances read objects by presigned URLs of their profile.
public final class StoredObjects implements AutoCloseable {

  private final Function<String, Optional<byte[]>> objects;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final StandIn server;

  private StoredObjects(InetAddress address, Function<String, Optional<byte[]>> objects) {
    this.objects = objects;
    server = StandIn.at(address, this::handle);
  }

  /// @param address of this machine, reachable from instances
  /// @param objects content by `BUCKET/KEY`; empty for an object that does not exist
  public static StoredObjects at(InetAddress address, Function<String, Optional<byte[]>> objects) {
    return new StoredObjects(address, objects);
  }

  public String endpoint() {
    return server.endpoint();
  }

  /// The requested objects as `BUCKET/KEY`, in order.
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String query =
        URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
    String name = exchange.getRequestURI().getPath().substring(1);
    asked.add(name);
    Optional<byte[]> content = objects.apply(name);
    if (!query.contains("X-Amz-Security-Token=" + InstanceMetadata.SESSION_TOKEN)) {
      StandIn.answer(exchange, 403, "<Error><Code>AccessDenied</Code></Error>");
    } else if (content.isEmpty()) {
      StandIn.answer(exchange, 404, "<Error>\n<Code>NoSuchKey</Code></Error>");
    } else {
      StandIn.answer(exchange, 200, content.get());
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
