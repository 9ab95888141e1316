/// The reference in `docs/reference`, made from the schemas.
@NullMarked
package io.esform.docs;

import org.jspecify.annotations.NullMarked;
