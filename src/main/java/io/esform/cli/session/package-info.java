/// The context of a command: the process environment, the terminal and the options of all commands.
@NullMarked
package io.esform.cli.session;

import org.jspecify.annotations.NullMarked;
