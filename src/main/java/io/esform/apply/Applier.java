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

  /// How to apply.
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

  /// Does what the plan says, as far as it goes: a failure stops only what depends on it.
  ///
  /// The state that the plan starts from is saved first, if it is not yet. Then every call is
  /// written into the journal before it is made, and what came of it after; at the end the state is
  /// saved once. Without a journal nothing more is begun, and what exists is put where it can be
  /// got back from.
  ///
  /// Returns when nothing runs any more. Connections stay open: whoever made them closes them.
  ///
  /// @param resolver for this application of that plan
  public ApplyResult apply(Plan plan, ConfigurationResolver resolver) {
    return new ApplyRun(setting, plan, resolver).run();
  }
}
