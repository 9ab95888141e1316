/// Work that several commands share: opening a project with its state, planning, asking for
/// approval, applying, editing a state, plan files, rendering.
///
/// Knows no command and no command line; takes a session and reports to it.
@NullMarked
package io.esform.cli.operation;

import org.jspecify.annotations.NullMarked;
