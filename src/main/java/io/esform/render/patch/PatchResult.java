package io.esform.render.patch;

import io.esform.diag.Diagnostics;

/// What became of a file.
///
/// @param text the changed file; the original when there are errors
public record PatchResult(String text, Diagnostics diagnostics) {}
