/// Planning: makes a plan from configuration and prior state.
///
/// Changes nothing remote: it asks providers only to read and to plan. The order and execution of
/// steps belong to `apply`, the display of plans to `cli.view`.
@NullMarked
package io.esform.plan;

import org.jspecify.annotations.NullMarked;
