/// The commands: each declares its options and runs in a session.
///
/// `cli` selects the command and handles unexpected errors.
@NullMarked
package io.esform.cli.command;

import org.jspecify.annotations.NullMarked;
