/// States in buckets of S3, or of another store with its protocol: the arguments of the backend,
/// its client, and its failures.
///
/// Knows nothing about states; `state.backend.objects` decides what is written and when.
@NullMarked
package io.esform.state.backend.s3;

import org.jspecify.annotations.NullMarked;
