/// A strict account: adds the refusals and delays of AWS to an emulator that has neither. Each
/// class contains rules of one service, with AWS's error codes.
@NullMarked
package io.esform.testing.aws.strict;

import org.jspecify.annotations.NullMarked;
