/// Evaluation of blocks by their schemas.
///
/// Checks a body against a schema and evaluates its arguments to an object. Knows no module.
@NullMarked
package io.esform.config.body;

import org.jspecify.annotations.NullMarked;
