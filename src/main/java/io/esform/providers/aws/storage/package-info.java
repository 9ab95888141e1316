/// The types of the service S3: buckets and the objects in them.
@NullMarked
package io.esform.providers.aws.storage;

import org.jspecify.annotations.NullMarked;
