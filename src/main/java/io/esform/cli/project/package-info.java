/// A configuration with its files on disk, variable values, state and key.
@NullMarked
package io.esform.cli.project;

import org.jspecify.annotations.NullMarked;
