/// Plans as values: changes, outputs, drift, check results.
///
/// The packages below contain the stages of planning: `inputs`, `select`, `existing`, `declared`,
/// `changes`, `check` and `pipeline`, in this order. They use `instance` and `secrets`. Planning
/// changes nothing remote: it asks providers only to read and to plan. The order and execution of
/// steps belong to `apply`, the display of plans to `cli.view`.
@NullMarked
package io.esform.plan;

import org.jspecify.annotations.NullMarked;
