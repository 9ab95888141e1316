/// Checks of a plan: claims, `prevent_destroy`, secrets, conditions and check blocks.
///
/// Reports; changes nothing in the plan.
@NullMarked
package io.esform.plan.check;

import org.jspecify.annotations.NullMarked;
