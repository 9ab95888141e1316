/// The backend `http`: one state behind the protocol of Terraform's `http` backend, which GitLab
/// and other servers offer.
///
/// The protocol has no conditional writes and no objects beside the state. So the state itself has
/// the records of calls that are not ended yet, and only the lock excludes other runs.
@NullMarked
package io.esform.state.backend.http;

import org.jspecify.annotations.NullMarked;
