@NullMarked
package io.esform.providers.aws.ec2;

import org.jspecify.annotations.NullMarked;
