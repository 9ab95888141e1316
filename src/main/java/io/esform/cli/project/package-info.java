/// A configuration and what surrounds it on disk: its files, variables' values, state and key.
@NullMarked
package io.esform.cli.project;

import org.jspecify.annotations.NullMarked;
