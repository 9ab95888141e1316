/// The types of the services IAM and STS: roles, instance profiles, and the caller's identity.
@NullMarked
package io.esform.providers.aws.identity;

import org.jspecify.annotations.NullMarked;
