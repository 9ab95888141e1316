/// Tests of data keys of AWS KMS.
@NullMarked
package io.esform.state.kms;

import org.jspecify.annotations.NullMarked;
