/// A store of objects with conditional writes, as object stores over a network offer them, and
/// states kept in it: a backend that shares nothing with the one on files.
@NullMarked
package io.esform.testing.store;

import org.jspecify.annotations.NullMarked;
