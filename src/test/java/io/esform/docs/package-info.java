/// The reference in `docs/reference`, generated from the schemas.
@NullMarked
package io.esform.docs;

import org.jspecify.annotations.NullMarked;
