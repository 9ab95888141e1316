/// The types of the services IAM and STS: roles, what gives them to hosts, and who is asking.
@NullMarked
package io.esform.providers.aws.identity;

import org.jspecify.annotations.NullMarked;
