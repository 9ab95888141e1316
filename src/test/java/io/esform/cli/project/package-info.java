/// Tests of what surrounds a configuration on disk.
@NullMarked
package io.esform.cli.project;

import org.jspecify.annotations.NullMarked;
