/// The provider `aws`: hosts, databases and names on Amazon Web Services, and what they stand on.
@NullMarked
package io.esform.providers.aws;

import org.jspecify.annotations.NullMarked;
