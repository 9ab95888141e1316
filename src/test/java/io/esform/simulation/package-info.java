/// Runs of the engine in a world of their own: planner, applier, journal, backends and recovery on
/// a virtual disk, a virtual object store and a virtual cloud, with a virtual clock. One seed
/// decides about everything, including the order of threads.
///
/// {@link io.esform.simulation.SimulationTest} says how to run more seeds, or one again.
@NullMarked
package io.esform.simulation;

import org.jspecify.annotations.NullMarked;
