/// A strict account: what AWS refuses, and what AWS takes its time for, before an emulator that
/// does neither. One class holds the rules of one service, in AWS's own codes.
@NullMarked
package io.esform.testing.aws.strict;

import org.jspecify.annotations.NullMarked;
