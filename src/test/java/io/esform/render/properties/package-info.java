/// Tests of edits in `.properties` text.
@NullMarked
package io.esform.render.properties;

import org.jspecify.annotations.NullMarked;
