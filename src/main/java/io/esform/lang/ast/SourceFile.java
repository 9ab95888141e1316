package io.esform.lang.ast;

/// One parsed file.
///
/// @param path as in every {@link io.esform.diag.SourceRange} of its nodes
public record SourceFile(String path, Body body) {}
