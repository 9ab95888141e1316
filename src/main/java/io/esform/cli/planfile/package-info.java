/// Plan files: plans that are saved for a later apply.
///
/// A plan file contains the inputs of the plan: the texts of the configuration, the values of
/// variables and the prior state, both sealed as in a state file, and the time of the plan. It also
/// contains the plan's JSON, to verify that replaying the inputs gives the same plan.
@NullMarked
package io.esform.cli.planfile;

import org.jspecify.annotations.NullMarked;
