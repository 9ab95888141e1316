/// The portable DNS records as record sets of Route 53.
@NullMarked
package io.esform.providers.aws.records;

import org.jspecify.annotations.NullMarked;
