@NullMarked
package io.esform.providers.aws.hosts;

import org.jspecify.annotations.NullMarked;
