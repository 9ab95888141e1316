/// Checks requests against the service models that come with botocore, AWS's own description of its
/// APIs: operations, members, required members, types, enumerations, lengths and patterns. Nothing
/// here knows esform.
@NullMarked
package io.esform.testing.aws.model;

import org.jspecify.annotations.NullMarked;
