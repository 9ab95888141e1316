/// The types of the service Route 53: zones. Records are made by what has the addresses.
@NullMarked
package io.esform.providers.aws.names;

import org.jspecify.annotations.NullMarked;
