/// Checks requests against the service models in botocore, AWS's description of its APIs:
/// operations, members, required members, types, enumerations, lengths and patterns. Independent of
/// esform.
@NullMarked
package io.esform.testing.aws.model;

import org.jspecify.annotations.NullMarked;
