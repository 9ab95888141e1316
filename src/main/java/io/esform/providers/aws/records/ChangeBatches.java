package io.esform.providers.aws.records;

import io.esform.diag.EsformBug;
import io.esform.provider.Progress;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Waits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeStatus;

/// Combines the simultaneous changes of a zone into one batch: Route 53 accepts five requests a
/// second from an account. While a batch is being sent, further changes wait for the next batch.
public final class ChangeBatches {

  /// A batch may contain 1,000 changes, of which an UPSERT counts as two, and 32,000 characters.
  /// This limit is lower, so that both are met.
  private static final int MOST_CHANGES = 200;

  /// How long the first change waits for others.
  private static final Duration GATHERING = Duration.ofMillis(100);

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final AwsConnection aws;
  private final Map<String, Zone> zones = new ConcurrentHashMap<>();

  public ChangeBatches(AwsConnection aws) {
    this.aws = aws;
  }

  private record Pending(Change change, CompletableFuture<Void> done) {}

  private static final class Zone {
    private final ReentrantLock sending = new ReentrantLock();
    private final Deque<Pending> pending = new ArrayDeque<>();

    synchronized void add(Pending change) {
      pending.add(change);
    }

    synchronized List<Pending> take() {
      var batch = new ArrayList<Pending>();
      while (batch.size() < MOST_CHANGES && !pending.isEmpty()) {
        batch.add(pending.remove());
      }
      return batch;
    }
  }

  /// Sends the change together with others of its zone, and waits until it has reached all name
  /// servers.
  ///
  /// @throws AwsFailure when the change failed; a refused change does not prevent others of its
  ///   batch
  void apply(String zoneId, Change change, Progress progress) throws AwsFailure {
    Zone zone = zones.computeIfAbsent(zoneId, _ -> new Zone());
    var mine = new Pending(change, new CompletableFuture<>());
    zone.add(mine);
    zone.sending.lock();
    try {
      while (!mine.done().isDone()) {
        gather();
        send(zoneId, zone.take(), progress);
      }
    } finally {
      zone.sending.unlock();
    }
    outcome(mine);
  }

  private void gather() {
    try {
      aws.tasks().pause(GATHERING);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// A batch is atomic. If AWS refuses it, the changes are sent one by one, so that each change
  /// gets its own failure.
  private void send(String zoneId, List<Pending> batch, Progress progress) {
    try {
      aws.guard(() -> change(zoneId, batch, progress));
      batch.forEach(pending -> pending.done().complete(null));
    } catch (AwsFailure failure) {
      if (batch.size() > 1 && failure.is("InvalidChangeBatch")) {
        batch.forEach(pending -> send(zoneId, List.of(pending), progress));
      } else {
        batch.forEach(pending -> pending.done().completeExceptionally(failure));
      }
    } catch (RuntimeException | Error fault) {
      // The other changes of the batch wait for their outcome, whatever the fault.
      batch.forEach(pending -> pending.done().completeExceptionally(fault));
      throw fault;
    }
  }

  private void change(String zoneId, List<Pending> batch, Progress progress) throws AwsFailure {
    List<Change> changes = batch.stream().map(Pending::change).toList();
    String id =
        aws.route53(
            "route53:ChangeResourceRecordSets",
            route53 ->
                route53
                    .changeResourceRecordSets(request ->
                        request.hostedZoneId(zoneId).changeBatch(it -> it.changes(changes)))
                    .changeInfo()
                    .id());
    Waits.until(
        aws,
        "the zone " + zoneId + " to be updated on all name servers",
        PATIENCE,
        progress,
        () ->
            aws.route53(
                    "route53:GetChange",
                    route53 -> route53.getChange(request -> request.id(id)).changeInfo().status())
                == ChangeStatus.INSYNC);
  }

  private static void outcome(Pending mine) throws AwsFailure {
    try {
      mine.done().get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof AwsFailure refusal) {
        throw refusal;
      }
      throw new EsformBug("A change batch failed.", failure);
    } catch (InterruptedException interruption) {
      throw new EsformBug("A change that is done was waited for.", interruption);
    }
  }
}
