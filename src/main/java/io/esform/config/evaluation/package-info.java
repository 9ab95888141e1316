/// Evaluation of a whole configuration: module instances, their variables, local values, outputs
/// and the instances of their resources, each by need and once.
///
/// What a resource instance's value is, is asked of an {@link
/// io.esform.config.evaluation.InstanceValues}: the planner answers with planned values, the
/// resolver with applied ones.
@NullMarked
package io.esform.config.evaluation;

import org.jspecify.annotations.NullMarked;
