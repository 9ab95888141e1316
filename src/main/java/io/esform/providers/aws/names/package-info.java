/// The types of the service Route 53: zones. Portable types create the records.
@NullMarked
package io.esform.providers.aws.names;

import org.jspecify.annotations.NullMarked;
