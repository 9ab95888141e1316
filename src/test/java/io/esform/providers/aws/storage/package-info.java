@NullMarked
package io.esform.providers.aws.storage;

import org.jspecify.annotations.NullMarked;
