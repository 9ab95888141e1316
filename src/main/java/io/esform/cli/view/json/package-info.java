/// Plans, states, outputs and diagnostics as JSON, for other programs.
///
/// `docs/json.md` describes the formats; an incompatible change increments `format_version`. A
/// sensitive value is `null` and marked in a separate tree, except an output that was requested by
/// name.
@NullMarked
package io.esform.cli.view.json;

import org.jspecify.annotations.NullMarked;
