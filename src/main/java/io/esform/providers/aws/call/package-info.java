/// Access to AWS: clients, failures, tags and waits.
///
/// Knows no resource type.
@NullMarked
package io.esform.providers.aws.call;

import org.jspecify.annotations.NullMarked;
