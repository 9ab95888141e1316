/// Planning: configuration and prior state give a plan.
///
/// Changes nothing remote: it asks providers to read and to plan. Which step runs when, and the
/// running, is `apply`'s; how a plan is shown is `cli.view`'s.
@NullMarked
package io.esform.plan;

import org.jspecify.annotations.NullMarked;
