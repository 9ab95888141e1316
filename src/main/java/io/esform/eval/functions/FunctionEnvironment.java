package io.esform.eval.functions;

import java.time.Instant;

/// What functions may know of the world.
///
/// @param planTime the one instant that all of a plan and its apply see
public record FunctionEnvironment(Files files, TemplateParser templates, Instant planTime) {}
