package io.esform.eval.functions;

import java.time.Instant;

/// The access of functions to files, templates and the time of the plan.
///
/// @param planTime the time of the plan, the same for the whole plan and its apply
public record FunctionEnvironment(Files files, TemplateParser templates, Instant planTime) {}
