/// Tests of the views.
@NullMarked
package io.esform.cli.view;

import org.jspecify.annotations.NullMarked;
