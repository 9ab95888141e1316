/// Access to AWS for states: region, credentials, role, endpoint, and the texts of failures.
///
/// Shared by the rooms that call one service each, `state.backend.s3` and `state.kms`. Knows no
/// service but STS.
@NullMarked
package io.esform.state.aws;

import org.jspecify.annotations.NullMarked;
