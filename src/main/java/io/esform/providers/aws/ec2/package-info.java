/// The types of the service EC2: networks, security groups, addresses, keys and images.
@NullMarked
package io.esform.providers.aws.ec2;

import org.jspecify.annotations.NullMarked;
