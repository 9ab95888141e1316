/// Rendered changes compared with files, and what they do to packs.
@NullMarked
package io.esform.render.carbon;

import org.jspecify.annotations.NullMarked;
