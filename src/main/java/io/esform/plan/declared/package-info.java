/// Planning of the instances that the configuration declares.
///
/// Evaluates their blocks and asks providers to plan; reads data sources and completes imports.
@NullMarked
package io.esform.plan.declared;

import org.jspecify.annotations.NullMarked;
