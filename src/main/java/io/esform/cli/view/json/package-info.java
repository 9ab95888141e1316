/// Plans, outputs and diagnostics as JSON, for other programs.
///
/// The formats are described in `docs/json.md`; a change that could break a reader raises
/// `format_version`. A sensitive value is `null` everywhere, and marked in a tree beside it.
@NullMarked
package io.esform.cli.view.json;

import org.jspecify.annotations.NullMarked;
