/// The parameters of the service Systems Manager.
@NullMarked
package io.esform.providers.aws.parameters;

import org.jspecify.annotations.NullMarked;
