/// Data keys of AWS KMS for the secrets of states: arguments, client, calls and failures.
///
/// Knows nothing about states but their lineage; `state.file` decides when a data key is created
/// and what it seals. Classes of the AWS SDK are used only by those that a configured key needs.
@NullMarked
package io.esform.state.kms;

import org.jspecify.annotations.NullMarked;
