/// What a command runs in: the process around it, the terminal, the options every command takes.
@NullMarked
package io.esform.cli.session;

import org.jspecify.annotations.NullMarked;
