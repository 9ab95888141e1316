/// The state's JSON form, and the sealing of what is sensitive in it.
///
/// The only place that knows how a state file is written. Where the text is kept, locked and
/// replaced is `state.backend`'s; conversion to a schema's types is that of whoever has the schema.
@NullMarked
package io.esform.state.file;

import org.jspecify.annotations.NullMarked;
