@NullMarked
package io.esform.providers.aws;

import org.jspecify.annotations.NullMarked;
