/// Tests of the types of IAM and STS.
@NullMarked
package io.esform.providers.aws.identity;

import org.jspecify.annotations.NullMarked;
