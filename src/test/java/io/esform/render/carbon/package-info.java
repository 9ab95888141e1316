/// Tests of rendered changes against golden files, and of their effect on packs.
@NullMarked
package io.esform.render.carbon;

import org.jspecify.annotations.NullMarked;
