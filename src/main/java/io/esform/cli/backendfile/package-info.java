/// The file `.esform/backend.json`: what `esform init` has learned about the backend of a
/// configuration. It contains no secrets.
@NullMarked
package io.esform.cli.backendfile;

import org.jspecify.annotations.NullMarked;
