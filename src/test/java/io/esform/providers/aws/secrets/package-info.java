@NullMarked
package io.esform.providers.aws.secrets;

import org.jspecify.annotations.NullMarked;
