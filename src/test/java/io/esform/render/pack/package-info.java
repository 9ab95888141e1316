/// Tests of the facts of packs.
@NullMarked
package io.esform.render.pack;

import org.jspecify.annotations.NullMarked;
