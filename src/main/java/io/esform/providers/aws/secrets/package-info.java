/// The types of the service Secrets Manager. Values of secrets are never read.
@NullMarked
package io.esform.providers.aws.secrets;

import org.jspecify.annotations.NullMarked;
