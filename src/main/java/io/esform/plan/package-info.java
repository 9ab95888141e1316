/// Plans as values: changes, outputs, drift, check results.
///
/// The stages that make a plan are the rooms below: `inputs`, `select`, `existing`, `declared`,
/// `changes`, `check` and `pipeline`, in this order; `instance` and `secrets` serve them. Planning
/// changes nothing remote: it asks providers only to read and to plan. The order and execution of
/// steps belong to `apply`, the display of plans to `cli.view`.
@NullMarked
package io.esform.plan;

import org.jspecify.annotations.NullMarked;
