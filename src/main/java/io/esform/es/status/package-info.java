/// What hosts report of themselves: their status documents. How a document is fetched is decided by
/// each platform.
@NullMarked
package io.esform.es.status;

import org.jspecify.annotations.NullMarked;
