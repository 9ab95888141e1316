/// The types of the service Secrets Manager. No value is ever read back from it.
@NullMarked
package io.esform.providers.aws.secrets;

import org.jspecify.annotations.NullMarked;
