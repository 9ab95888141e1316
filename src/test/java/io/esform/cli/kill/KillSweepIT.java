package io.esform.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands in processes that are killed at each operation on a file, before each request to a
/// server, and before its answer. The same command, run again, has to complete: nothing is lost,
/// nothing is created twice, and nobody has to remove a lock or a file.
///
/// There is one exception. GitLab does not return the description of a lock, so nobody but the user
/// can know that its holder has ended. There, `esform force-unlock` is allowed, and counted.
///
/// The test takes a sample of the moments. To take all of them, only those of some stories, or
/// another sample:
///
///     mvn -Preal verify -Dit.test=KillSweepIT -DkillEvery=1
///     mvn -Preal verify -Dit.test=KillSweepIT -DkillEvery=1 -Dkilled='s3: apply'
///     mvn -Preal verify -Dit.test=KillSweepIT -DkillEvery=40 -DfirstKill=7
@Tag("real")
class KillSweepIT {

  private static final int EVERY = Integer.getInteger("killEvery", 40);
  private static final int FIRST = Integer.getInteger("firstKill", 1);
  private static final Pattern STORIES = Pattern.compile(System.getProperty("killed", ""));
  private static final int KILLED = 137;
  private static final System.Logger LOG = System.getLogger("kills");

  @TempDir private Path root = Path.of("unset");

  @Test
  void whereverACommandIsKilledTheNextRunHealsItAlone() throws Exception {
    var account = new Account();
    var failures = new ArrayList<String>();
    int possible = 0;
    try (var servers = new Servers(root)) {
      var java = new FastStart(Files.createDirectory(root.resolve("java")));
      boolean isTaught = false;
      for (Story story : Story.all(servers)) {
        if (!STORIES.matcher(story.name()).find()) {
          continue;
        }
        LOG.log(System.Logger.Level.INFO, story.name());
        var scene = new Scene(story, servers, root.resolve(story.name().replace(' ', '-')));
        if (!isTaught && story.to() == Place.S3) {
          scene.teach(java);
          isTaught = true;
        }
        for (KillPoint point : scene.points()) {
          possible++;
          if (possible % EVERY == FIRST % EVERY) {
            failures.addAll(heal(point, java, account));
          }
        }
      }
    }
    LOG.log(System.Logger.Level.INFO, "\n{0}", account.text(possible));
    assertThat(failures).isEmpty();
  }

  private static List<String> heal(KillPoint point, FastStart java, Account account)
      throws IOException, InterruptedException {
    Scene scene = point.scene();
    Path directory = scene.begin();
    try (Run run = scene.kill(directory, point, java)) {
      int exit = run.exit();
      scene.servers().kills().count();
      var healing = new Healing(scene, directory, run.text());
      List<Harm> harms = new ArrayList<>(healing.heal());
      if (exit != KILLED && exit != 0) {
        harms.add(new Harm(Harm.Kind.BY_HAND, "the run ended with %d".formatted(exit)));
      }
      account.add(scene.story(), exit == KILLED, harms, healing.isUnlocked());
      return harms.stream()
          .map(harm -> "%s: %s\n%s".formatted(point.display(), harm, run.text()))
          .toList();
    }
  }
}
