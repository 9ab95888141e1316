@NullMarked
package io.esform.providers.aws.call;

import org.jspecify.annotations.NullMarked;
