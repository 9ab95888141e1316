/// The planner: runs the stages in order and assembles the plan; evaluation during apply;
/// validation.
///
/// Entry points of planning for commands and for `apply`.
@NullMarked
package io.esform.plan.pipeline;

import org.jspecify.annotations.NullMarked;
