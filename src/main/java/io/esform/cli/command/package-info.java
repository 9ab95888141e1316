/// The commands: each describes its options and runs in a session.
///
/// Which one is meant, and what happens to a fault nobody foresaw, is decided one room up.
@NullMarked
package io.esform.cli.command;

import org.jspecify.annotations.NullMarked;
