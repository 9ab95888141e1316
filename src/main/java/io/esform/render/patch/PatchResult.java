package io.esform.render.patch;

import io.esform.diag.Diagnostics;

/// The result of a change of a file.
///
/// @param text the changed file; the original if there are errors
public record PatchResult(String text, Diagnostics diagnostics) {}
