/// Secrets that providers return or report: providers see values without marks.
///
/// Finds the texts of secrets and restores their marks. Knows no state and no provider.
@NullMarked
package io.esform.plan.secrets;

import org.jspecify.annotations.NullMarked;
