/// The provider `aws`: hosts, databases and names on Amazon Web Services, and the objects that they
/// need.
@NullMarked
package io.esform.providers.aws;

import org.jspecify.annotations.NullMarked;
