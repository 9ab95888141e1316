/// Evaluation of a whole configuration: module instances with their variables, local values,
/// outputs and resource instances. Each is evaluated once, on demand.
///
/// The values of resource instances come from {@link io.esform.config.evaluation.InstanceValues}:
/// the planner supplies planned values, the resolver applied values.
@NullMarked
package io.esform.config.evaluation;

import org.jspecify.annotations.NullMarked;
