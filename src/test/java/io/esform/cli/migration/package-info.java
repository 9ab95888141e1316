/// Tests of the move of states.
@NullMarked
package io.esform.cli.migration;

import org.jspecify.annotations.NullMarked;
