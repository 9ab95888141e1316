/// Tests of edits in TOML text.
@NullMarked
package io.esform.render.toml;

import org.jspecify.annotations.NullMarked;
