/// Inputs of all planning stages: configuration, providers, connections, values of states.
///
/// Everything here is read, never changed, by a stage.
@NullMarked
package io.esform.plan.inputs;

import org.jspecify.annotations.NullMarked;
