package io.esform.apply;

import io.esform.plan.ConfigurationResolver;
import io.esform.plan.Plan;
import io.esform.plan.inputs.ProviderRegistry;
import io.esform.state.backend.Backend;
import io.esform.task.Tasks;
import java.time.Clock;
import java.util.random.RandomGenerator;

/// Runs plans.
public final class Applier {

  private final Setting setting;

  /// Settings of an apply.
  ///
  /// @param backend whose lock the caller holds
  /// @param random for the tokens of creations; safe for several threads
  /// @param tasks starts the steps' threads
  /// @param parallelism how many steps may run at once, at least 1
  /// @param cancellation may be requested at any time from any thread
  public record Setting(
      ProviderRegistry registry,
      Backend backend,
      ApplyListener listener,
      Cancellation cancellation,
      Clock clock,
      RandomGenerator random,
      Tasks tasks,
      int parallelism) {}

  public Applier(Setting setting) {
    this.setting = setting;
  }

  /// Applies the plan. A failure stops only the steps that depend on the failed one.
  ///
  /// Saves the state that the plan starts from, if it is not saved yet. Writes each call to the
  /// journal before it runs, and its result after it. Saves the state once more at the end. If the
  /// journal cannot be written, no further step is started; if the state cannot be saved, the
  /// backend keeps it in the journal or in a rescue file.
  ///
  /// Returns after all running steps have finished. Connections stay open; their creator closes
  /// them.
  ///
  /// @param resolver for this apply of this plan
  public ApplyResult apply(Plan plan, ConfigurationResolver resolver) {
    return new ApplyRun(setting, plan, resolver).run();
  }
}
