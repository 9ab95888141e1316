/// Portable hosts as EC2 instances, with their secrets in Secrets Manager.
@NullMarked
package io.esform.providers.aws.hosts;

import org.jspecify.annotations.NullMarked;
